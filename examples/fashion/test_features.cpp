#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "features.hpp"

namespace fashion {
namespace {

using image = std::array<std::uint8_t, image_side * image_side>;
using features = std::array<std::vector<float>, layout_count>;

bool extract(const filter_bank& filters, const image& pixels, features& x) {
  std::array<float*, layout_count> to;
  for (std::size_t l = 0; l < layout_count; ++l) {
    x[l].assign(feature_layouts[l].dim(), -1.0F);
    to[l] = x[l].data();
  }
  return feature_extractor(filters).extract(pixels.data(), to);
}

/// Strokes, a ramp and a flat part: every contrast that a picture has.
image test_image(unsigned variant) {
  image pixels{};
  for (unsigned r = 0; r < image_side; ++r) {
    for (unsigned c = 0; c < image_side; ++c) {
      unsigned value = 0;
      if (r >= 3 && r < 9 + variant) value = 9 * c;
      if ((r + 2 * c + variant) % 7 == 0) value += 90;
      if (c > 20 && r > 14) value = 255;
      pixels[r * image_side + c] = static_cast<std::uint8_t>(value > 255 ? 255 : value);
    }
  }
  return pixels;
}

/// The formulas of features.hpp one by one, in double, window by window.
std::vector<double> direct_features(const filter_bank& filters, const image& pixels,
                                    const feature_layout& layout) {
  const std::size_t cell_side = positions_side / layout.grid;
  std::vector<double> f(layout.dim(), 0.0);
  for (std::size_t top = 0; top < positions_side; ++top) {
    for (std::size_t left = 0; left < positions_side; ++left) {
      std::array<std::array<double, patch_side>, patch_side> q;
      double mean = 0.0;
      for (std::size_t r = 0; r < patch_side; ++r) {
        for (std::size_t c = 0; c < patch_side; ++c) {
          q[r][c] = pixels[(top + r) * image_side + left + c] / 255.0;
          mean += q[r][c] / patch_size;
        }
      }
      double squares = 0.0;
      for (auto& row : q) {
        for (double& value : row) squares += (value - mean) * (value - mean);
      }
      for (auto& row : q) {
        for (double& value : row) value = (value - mean) / std::sqrt(squares + 0.01);
      }
      const std::size_t cell = top / cell_side * layout.grid + left / cell_side;
      for (std::size_t k = 0; k < layout.filters; ++k) {
        double response = -0.4;
        for (std::size_t r = 0; r < patch_side; ++r) {
          for (std::size_t c = 0; c < patch_side; ++c) {
            response += q[r][c] * double{filters(static_cast<Eigen::Index>(k),
                                                 static_cast<Eigen::Index>(r * patch_side + c))};
          }
        }
        const double windows = static_cast<double>(cell_side * cell_side);
        f[cell * layout.filters + k] += std::fmax(response, 0.0) / windows;
      }
    }
  }
  double squares = 0.0;
  for (double& value : f) {
    squares += value;
    value = std::sqrt(value);
  }
  for (double& value : f) value /= std::sqrt(squares);
  return f;
}

TEST(Features, FiltersHaveMeanZeroAndLengthOne) {
  const filter_bank filters = random_filters(7);
  ASSERT_EQ(filters.rows(), 512);
  ASSERT_EQ(filters.cols(), 25);
  EXPECT_LT(filters.cast<double>().rowwise().mean().cwiseAbs().maxCoeff(), 0x1p-24);
  EXPECT_LT((filters.cast<double>().rowwise().norm().array() - 1.0).abs().maxCoeff(), 0x1p-23);
  // No two alike, up to sign.
  const Eigen::MatrixXf cosines = filters * filters.transpose();
  const Eigen::MatrixXf others = cosines - Eigen::MatrixXf(cosines.diagonal().asDiagonal());
  EXPECT_LT(others.cwiseAbs().maxCoeff(), 0.95F);
}

TEST(Features, FiltersDependOnTheSeedAlone) {
  EXPECT_EQ(random_filters(7), random_filters(7));
  EXPECT_NE(random_filters(7), random_filters(8));
}

TEST(Features, AgreeWithDirectConvolution) {
  const filter_bank filters = random_filters(7);
  for (unsigned variant = 0; variant < 4; ++variant) {
    const image pixels = test_image(variant);
    features x;
    ASSERT_TRUE(extract(filters, pixels, x));
    for (std::size_t l = 0; l < layout_count; ++l) {
      const std::vector<double> expected = direct_features(filters, pixels, feature_layouts[l]);
      double worst = 0.0;
      double squares = 0.0;
      for (std::size_t i = 0; i < expected.size(); ++i) {
        // Near the threshold the square root spreads the rounding, so the squares are compared.
        worst = std::fmax(worst,
                          std::fabs(double{x[l][i]} * double{x[l][i]} - expected[i] * expected[i]));
        squares += double{x[l][i]} * double{x[l][i]};
      }
      EXPECT_LT(worst, 1e-8) << "variant " << variant << ", layout " << l;
      EXPECT_LT(std::fabs(std::sqrt(squares) - 1.0), 0x1p-23);
    }
  }
}

TEST(Features, IgnoreBrightnessThatIsTheSameEverywhere) {
  const filter_bank filters = random_filters(7);
  image dark{};
  image bright{};
  for (std::size_t i = 0; i < dark.size(); ++i) {
    dark[i] = static_cast<std::uint8_t>(i * i % 101);
    bright[i] = static_cast<std::uint8_t>(dark[i] + 100);
  }
  features of_dark;
  features of_bright;
  ASSERT_TRUE(extract(filters, dark, of_dark));
  ASSERT_TRUE(extract(filters, bright, of_bright));
  for (std::size_t i = 0; i < of_dark[2].size(); ++i) {
    EXPECT_NEAR(of_dark[2][i], of_bright[2][i], 1e-4F);
  }
}

TEST(Features, ABlankImageHasNone) {
  image pixels;
  pixels.fill(200);
  features x;
  EXPECT_FALSE(extract(random_filters(7), pixels, x));
  for (const std::vector<float>& layout : x) {
    for (const float value : layout) ASSERT_EQ(value, 0.0F);
  }
}

}  // namespace
}  // namespace fashion
