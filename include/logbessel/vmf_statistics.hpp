/// @file
/// The sufficient statistics of a von Mises-Fisher distribution: the number of rows, their weight W
/// and their weighted sum S, gathered in one pass and merged in any order.
#pragma once

#include <logbessel/detail/checked_bytes.hpp>
#include <logbessel/detail/rank_sums.hpp>
#include <logbessel/detail/weighted_row.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace logbessel {

/// The statistics of weighted rows on the unit sphere of R^dim.
///
/// The same rows give the same bits in any order, in any batches, and merged in any way. What a row adds to a coordinate of S differs
/// from w x/|x| by 2^-83 w at most, 2^-87 for w = 1; W is exact. A weight that is 2^36 times another or more costs that one digits, as
/// in any sum of finite length, but not above 2^-83 of the larger. Every row counts as x/|x|; under vmf_rows::unit |x| must be one to
/// within 2^-10 (float) or 2^-30 (double). No more than 2^34 rows.
/// Bad input throws std::invalid_argument with the offending row and value, and then nothing was added.
class vmf_statistics {
 public:
  /// No rows yet. dim >= 2.
  explicit vmf_statistics(std::size_t dim, vmf_rows rows = vmf_rows::unit)
      : rows_(rows), dim_(detail::checked_dim(dim)), S_(parts, detail::exact_sums(0)) {}

  /// The statistics of `count` rows, gathered elsewhere: the sum S of w x/|x| in the words hi + lo, dim each, and
  /// W = weight + weight_lo. Throws std::invalid_argument where W is not finite or negative, or a sum is not finite.
  static vmf_statistics from_sums(std::size_t dim, const double* hi, const double* lo,
                                  double weight, double weight_lo, std::uint64_t count,
                                  vmf_rows rows = vmf_rows::unit) {
    vmf_statistics statistics(dim, rows);
    const detail::double_double<double> total = detail::two_sum(weight, weight_lo);
    if (weight == detail::infinity) detail::refuse("the total weight overflows");
    if (!(total.hi >= 0.0 && total.hi < detail::infinity))
      detail::refuse("the total weight is ", total.hi);
    double largest = total.hi;
    for (std::size_t i = 0; i < dim; ++i) {
      const double sum = hi[i] + lo[i];
      if (!(detail::abs(sum) < detail::infinity))
        detail::refuse("coordinate ", i, " sums to ", sum);
      largest = std::max({largest, detail::abs(hi[i]), detail::abs(lo[i])});
    }
    statistics.check_count(count);
    statistics.count_ = count;
    if (largest == 0.0) return statistics;

    const detail::weight_step step(largest);
    detail::exact_sum& W = statistics.W_[step.part()];
    W.raise(step.window());
    W.add(step.part_scale() * total.hi);
    W.add(step.part_scale() * total.lo);
    detail::exact_sums& S = statistics.sums_of(step);
    std::vector<double> terms(dim);
    for (const double* words : {hi, lo}) {
      for (std::size_t i = 0; i < dim; ++i) terms[i] = step.part_scale() * words[i];
      S.add(terms.data());
    }
    return statistics;
  }

  /// Adds one row x[0..size), size = dim(), with a finite weight >= 0.
  template <class Real>
  void add(const Real* x, std::size_t size, double weight = 1.0) {
    add_rows(x, 1, size, &weight);
  }

  /// Adds the rows of a row-major matrix; weights is null (all one) or holds one weight a row.
  template <class Real>
  void add_rows(const Real* x, std::size_t rows, std::size_t columns,
                const double* weights = nullptr) {
    check_columns(columns);
    const detail::product_kernels<Real> kernels = detail::product_kernels_here<Real>();
    const std::size_t batch = detail::rows_at_once(columns);
    if (rows > batch) {
      vmf_statistics all(dim_, rows_);
      for (std::size_t begin = 0; begin < rows; begin += batch) {
        all.add_batch(kernels, x + begin * columns, begin, std::min(batch, rows - begin), weights);
      }
      merge(all);
    } else {
      add_batch(kernels, x, 0, rows, weights);
    }
  }

  /// Adds rows that detail::weigh has passed, and leaves them in another order.
  template <class Real>
  void add_weighed(const detail::product_kernels<Real>& kernels,
                   std::vector<detail::weighted_row<Real>>& rows) {
    check_count(rows.size());
    weight_sums W = W_;
    for (std::size_t i = 0; i < rows.size();) {
      const double weight = rows[i].weight;
      const detail::weight_step step = rows[i].step;
      std::uint64_t times = 0;
      for (; i < rows.size() && rows[i].weight == weight; ++i) ++times;
      if (weight > 0.0) W[step.part()].add(step.part_scale() * weight, times);
    }
    check_total(W);
    W_ = W;
    count_ += rows.size();

    const auto is_less = [](const auto& a, const auto& b) { return a.step.value < b.step.value; };
    if (!std::is_sorted(rows.begin(), rows.end(), is_less))
      std::sort(rows.begin(), rows.end(), is_less);
    std::vector<const Real*> x;
    std::vector<detail::double_double<double>> factors;
    for (std::size_t i = 0; i < rows.size();) {
      const detail::weight_step step = rows[i].step;
      x.clear();
      factors.clear();
      for (; i < rows.size() && rows[i].step.value == step.value; ++i) {
        if (!(rows[i].weight > 0.0)) continue;
        if (rows[i].columns) {
          sums_of(step).add_products(rows[i].columns, rows[i].data(), rows[i].factor, rows[i].n,
                                     step.window());
        } else {
          x.push_back(rows[i].data());
          factors.push_back(rows[i].factor);
        }
      }
      if (!x.empty())
        sums_of(step).add_products(kernels, x.data(), factors.data(), x.size(), step.window());
    }
  }

  /// Adds the rows of other statistics of the same dimension.
  void merge(const vmf_statistics& other) {
    if (other.dim() != dim()) detail::refuse("merging dim ", other.dim(), " into dim ", dim());
    check_count(other.count_);
    weight_sums W = W_;
    for (std::size_t part = 0; part < parts; ++part) W[part].merge(other.W_[part]);
    check_total(W);
    W_ = W;
    count_ += other.count_;
    for (std::size_t part = 0; part < parts; ++part) {
      if (other.S_[part].size() == 0) continue;
      if (S_[part].size() == 0) S_[part] = detail::exact_sums(dim_);
      S_[part].merge(other.S_[part]);
    }
  }

  /// Adds the rows of the other ranks, on every rank. Every rank calls it, with statistics of the same dimension.
  void merge_ranks(vmf_exchange& exchange) {
    std::array<double, parts + 2> largest;
    for (std::size_t part = 0; part < parts; ++part) largest[part] = S_[part].size() ? 1.0 : 0.0;
    largest[parts] = static_cast<double>(dim_);
    largest[parts + 1] = -static_cast<double>(dim_);
    exchange.maximum(largest.data(), largest.size());
    if (largest[parts] != -largest[parts + 1])
      detail::refuse("ranks of dim ", -largest[parts + 1], " to ", largest[parts]);

    std::int64_t count = static_cast<std::int64_t>(count_);
    exchange.sum(&count, 1);
    count_ = 0;
    check_count(static_cast<std::uint64_t>(count));
    count_ = static_cast<std::uint64_t>(count);
    detail::add_over_ranks(W_.data(), parts, exchange);
    for (std::size_t part = 0; part < parts; ++part) {
      if (largest[part] > 0.0)
        detail::add_over_ranks(sums_of({part, detail::least_window}), exchange);
    }
    check_total(W_);
  }

  /// Writes the statistics in the binary form of docs/vmf.md. Throws std::runtime_error where the stream does not take it.
  void write(std::ostream& out) const {
    detail::byte_writer bytes(out);
    bytes.put(file_magic);
    bytes.put(static_cast<std::uint64_t>(rows_));
    bytes.put(dim_);
    bytes.put(count_);
    for (std::size_t part = 0; part < parts; ++part) {
      bytes.put(S_[part].size() ? 1 : 0);
      if (S_[part].size() == 0) continue;
      bytes.put(static_cast<std::uint64_t>(std::int64_t{S_[part].window()}));
      for (const std::uint64_t word : W_[part].words) bytes.put(word);
      detail::exact_sums S = S_[part];
      const std::int64_t* const words = S.words();
      for (std::size_t i = 0; i < detail::exact_sum_words * dim_; ++i)
        bytes.put(static_cast<std::uint64_t>(words[i]));
    }
    bytes.put_checksum();
    if (!out.flush()) throw std::runtime_error("vMF: the statistics cannot be written");
  }

  /// What write wrote, bit for bit. Throws std::invalid_argument with the byte where it is something else, damaged or cut off.
  static vmf_statistics read(std::istream& in) {
    detail::byte_reader bytes(in, "the statistics");
    if (bytes.take() != file_magic) bytes.fail("no statistics of this library and version");
    const std::uint64_t rows = bytes.take();
    if (rows > static_cast<std::uint64_t>(vmf_rows::normalise)) bytes.fail("rows of kind ", rows);
    const std::uint64_t dim = bytes.take();
    if (dim < 2 || dim > std::uint64_t{1} << 48) bytes.fail("dim is ", dim);
    const std::uint64_t count = bytes.take();
    if (count > detail::exact_sum_capacity) bytes.fail("there are ", count, " rows");

    // Words come before their memory, so that a damaged dim ends with the stream.
    std::array<std::vector<std::uint64_t>, parts> words;
    std::array<int, parts> windows = {};
    for (std::size_t part = 0; part < parts; ++part) {
      const std::uint64_t present = bytes.take();
      if (present > 1) bytes.fail("part ", part, " is marked ", present);
      if (present == 0) continue;
      const auto window = static_cast<std::int64_t>(bytes.take());
      if (window < detail::least_window || window > detail::window_of(0x1p1023))
        bytes.fail("the window of part ", part, " is ", window);
      windows[part] = static_cast<int>(window);
      for (std::size_t i = 0; i < detail::exact_sum_words * (dim + 1); ++i)
        words[part].push_back(bytes.take());
    }
    bytes.take_checksum();

    vmf_statistics statistics(dim, static_cast<vmf_rows>(rows));
    statistics.count_ = count;
    for (std::size_t part = 0; part < parts; ++part) {
      if (words[part].empty()) continue;
      detail::exact_sum& W = statistics.W_[part];
      detail::exact_sums& S = statistics.sums_of({part, windows[part]});
      W.raise(windows[part]);
      S.raise(windows[part]);
      std::copy_n(words[part].begin(), detail::exact_sum_words, W.words);
      std::copy(words[part].begin() + detail::exact_sum_words, words[part].end(), S.words());
    }
    statistics.check_total(statistics.W_);
    return statistics;
  }

  std::size_t dim() const { return dim_; }

  /// What |x| must be, as given to the constructor.
  vmf_rows rows() const { return rows_; }

  /// The number of rows added, those of weight zero included.
  std::uint64_t count() const { return count_; }

  /// W, the sum of the weights.
  double total_weight() const { return total(W_); }

  /// rbar = |S|/W, from 0 to 1; NaN without weight.
  double resultant_length() const {
    const double rbar = mean_length(mean()).hi;
    return rbar > 1.0 ? 1.0 : rbar;
  }

  /// 1 - rbar from the two-word sums, not from the rounded rbar; below 2^-80 it counts as 0.
  double resultant_length_c() const {
    const double c = (-mean_length(mean()) + 1.0).hi;
    return c < 0x1p-80 ? 0.0 : c;
  }

  /// S/|S|; the first axis where S = 0, since every direction is then as good; NaN without weight.
  std::vector<double> mean_direction() const {
    const two_word_vector m = mean();
    const detail::double_double<double> rbar = mean_length(m);
    std::vector<double> mu(dim());
    if (rbar.hi == 0.0) {
      mu[0] = 1.0;
      return mu;
    }
    for (std::size_t i = 0; i < dim(); ++i) {
      mu[i] = (detail::double_double<double>{m.hi[i], m.lo[i]} / rbar).hi;
    }
    return mu;
  }

 private:
  static constexpr std::size_t parts = detail::weight_step::parts;
  static constexpr int bits = detail::weight_step::bits;
  static constexpr std::uint64_t file_magic = 0x31736d7573666d76;  // "vmfsums1"

  using weight_sums = std::array<detail::exact_sum, parts>;

  struct two_word_vector {
    std::vector<double> hi, lo;
  };

  void check_columns(std::size_t columns) const {
    if (columns != dim_) detail::refuse("rows of ", columns, " coordinates, not ", dim_);
  }

  void check_count(std::uint64_t more) const {
    if (more > detail::exact_sum_capacity - count_)
      detail::refuse(count_, " and ", more, " rows are more than 2^34");
  }

  static void check_total(const weight_sums& W) {
    if (!(total(W) < detail::infinity)) detail::refuse("the total weight overflows");
  }

  /// The sums of a step, with room for it.
  detail::exact_sums& sums_of(detail::weight_step step) {
    detail::exact_sums& S = S_[step.part()];
    if (S.size() == 0) S = detail::exact_sums(dim_);
    S.raise(step.window());
    return S;
  }

  template <class Real>
  void add_batch(const detail::product_kernels<Real>& kernels, const Real* x, std::size_t first,
                 std::size_t count, const double* weights) {
    std::vector<detail::weighted_row<Real>> rows;
    rows.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
      rows.emplace_back(x + i * dim_, dim_, weights ? weights[first + i] : 1.0, first + i);
    detail::weigh(kernels, rows, rows_);
    add_weighed(kernels, rows);
  }

  /// The largest step of all parts.
  static int top_of(const weight_sums& W) {
    int top = detail::weight_step(0, detail::least_window).value;
    for (std::size_t part = 0; part < parts; ++part)
      top = std::max(top, detail::weight_step(part, W[part].window).value);
    return top;
  }

  /// 4096^-top times the sum over the parts of sums sum(part).
  template <class Sum>
  static detail::double_double<double> over_parts(int top, const Sum& sum) {
    detail::double_double<double> all = {0.0, 0.0};
    for (std::size_t part = 0; part < parts; ++part) {
      const detail::exact_sum one = sum(part);
      const int below = detail::weight_step(part, one.window).value - top;
      if (bits * below < -1000) continue;
      const double scale = detail::pow2(bits * below);
      const detail::double_double<double> value = one.scaled_value();
      all = all + detail::double_double<double>{scale * value.hi, scale * value.lo};
    }
    return all;
  }

  static double total(const weight_sums& W) {
    const int top = top_of(W);
    const double root = detail::pow2(bits / 2 * top);
    return over_parts(top, [&](std::size_t part) { return W[part]; }).hi * root * root;
  }

  /// S/W.
  two_word_vector mean() const {
    const int top = top_of(W_);
    const detail::double_double<double> W =
        over_parts(top, [&](std::size_t part) { return W_[part]; });
    two_word_vector m{std::vector<double>(dim_), std::vector<double>(dim_)};
    for (std::size_t i = 0; i < dim_; ++i) {
      const detail::double_double<double> S = over_parts(top, [&](std::size_t part) {
        return S_[part].size() ? S_[part].at(i) : detail::exact_sum();
      });
      const detail::double_double<double> q = S / W;
      m.hi[i] = q.hi;
      m.lo[i] = q.lo;
    }
    return m;
  }

  static detail::double_double<double> mean_length(const two_word_vector& m) {
    const detail::double_double<double> cross = detail::dot(m.hi.data(), m.lo.data(), m.hi.size());
    const detail::double_double<double> squares =
        detail::dot(m.hi.data(), m.hi.data(), m.hi.size()) + cross + cross;
    return squares.hi == 0.0 ? squares : detail::sqrt(squares);
  }

  vmf_rows rows_;
  std::size_t dim_;
  std::uint64_t count_ = 0;
  weight_sums W_;
  std::vector<detail::exact_sums> S_;  // one of no sums for each part that has no row
};

}  // namespace logbessel
