#include "features.hpp"

#include <cmath>

namespace fashion {
namespace {

constexpr std::size_t cell_side = positions_side / finest_grid;
constexpr std::size_t cell_size = cell_side * cell_side;
static_assert(cell_side * finest_grid == positions_side);

Eigen::Index index(std::size_t i) { return static_cast<Eigen::Index>(i); }

/// Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014.
class splitmix64 {
 public:
  explicit splitmix64(std::uint64_t seed) : state_(seed) {}

  /// Uniform on (-1, 1), a multiple of 2^-52.
  double symmetric() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    z ^= z >> 31;
    return static_cast<double>(2 * (z >> 12) + 1) * 0x1p-52 - 1.0;
  }

 private:
  std::uint64_t state_;
};

}  // namespace

filter_bank random_filters(std::uint64_t seed) {
  splitmix64 random(seed);
  filter_bank filters(index(filter_count), index(patch_size));
  for (std::size_t k = 0; k < filter_count; ++k) {
    std::array<double, patch_size> w;
    double mean = 0.0;
    for (double& entry : w) mean += (entry = random.symmetric()) / patch_size;
    double squares = 0.0;
    for (const double entry : w) squares += (entry - mean) * (entry - mean);
    const double length = std::sqrt(squares);
    for (std::size_t j = 0; j < patch_size; ++j) {
      filters(index(k), index(j)) = static_cast<float>((w[j] - mean) / length);
    }
  }
  return filters;
}

feature_extractor::feature_extractor(const filter_bank& filters)
    : filters_(filters),
      patches_(index(patch_size), index(positions_side * positions_side)),
      responses_(index(filter_count), index(positions_side * cell_side)),
      fine_(index(filter_count), index(finest_grid * finest_grid)) {}

void feature_extractor::gather_patches(const std::uint8_t* image) {
  Eigen::Index column = 0;
  for (std::size_t cell = 0; cell < finest_grid * finest_grid; ++cell) {
    const std::size_t top = cell / finest_grid * cell_side;
    const std::size_t left = cell % finest_grid * cell_side;
    for (std::size_t i = 0; i < cell_size; ++i, ++column) {
      const std::uint8_t* window =
          image + (top + i / cell_side) * image_side + left + i % cell_side;
      auto patch = patches_.col(column);
      for (std::size_t j = 0; j < patch_size; ++j) {
        patch(index(j)) =
            static_cast<float>(window[j / patch_side * image_side + j % patch_side]) / 255.0F;
      }
      patch.array() -= patch.mean();
      patch /= std::sqrt(patch.squaredNorm() + contrast_floor);
    }
  }
}

bool feature_extractor::extract(const std::uint8_t* image,
                                const std::array<float*, layout_count>& to) {
  gather_patches(image);

  // Cells by rows, so that the responses stay in the second-level cache.
  const Eigen::Index band = responses_.cols();
  for (std::size_t row = 0; row < finest_grid; ++row) {
    responses_.noalias() = filters_ * patches_.middleCols(index(row) * band, band);
    for (std::size_t i = 0; i < finest_grid; ++i) {
      auto cell = fine_.col(index(row * finest_grid + i)).array();
      cell.setZero();
      for (std::size_t j = 0; j < cell_size; ++j) {
        cell += (responses_.col(index(i * cell_size + j)).array() - response_threshold).max(0.0F);
      }
      cell *= 1.0F / cell_size;
    }
  }

  bool responds = true;
  for (std::size_t layout = 0; layout < layout_count; ++layout) {
    const auto [filters, grid] = feature_layouts[layout];
    Eigen::Map<Eigen::MatrixXf> pooled(to[layout], index(filters), index(grid * grid));
    const std::size_t ratio = finest_grid / grid;
    for (std::size_t cell = 0; cell < grid * grid; ++cell) {
      auto coarse = pooled.col(index(cell));
      coarse.setZero();
      for (std::size_t i = 0; i < ratio * ratio; ++i) {
        const std::size_t fine_row = cell / grid * ratio + i / ratio;
        const std::size_t fine_column = cell % grid * ratio + i % ratio;
        coarse += fine_.col(index(fine_row * finest_grid + fine_column)).head(index(filters));
      }
      coarse = (coarse / static_cast<float>(ratio * ratio)).cwiseSqrt();
    }
    const double length = std::sqrt(pooled.cast<double>().squaredNorm());
    if (length > 0.0) pooled *= static_cast<float>(1.0 / length);
    responds = responds && length > 0.0;
  }
  return responds;
}

}  // namespace fashion
