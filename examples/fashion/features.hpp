/// @file
/// Convolutional features of 28 x 28 grey images from a fixed bank of random filters. Nothing here
/// is trained, and no feature depends on any other image.
///
///     patch      p     each of the 24 x 24 windows of 5 x 5 pixels, scaled to [0, 1]
///     contrast   q     = (p - mean p)/sqrt(|p - mean p|^2 + 0.01)
///     response   r_k   = max(w_k.q - 0.4, 0)                           filters k = 0 .. 511
///     pooling    f_ck  = sqrt(mean of r_k over the windows of cell c)   cells of a square grid
///     feature    x     = f/|f|
///
/// The filters w_k have mean 0 and length 1; before that their entries are uniform on (-1, 1).
#pragma once

#include <Eigen/Core>

#include <array>
#include <cstddef>
#include <cstdint>

namespace fashion {

inline constexpr std::size_t image_side = 28;
inline constexpr std::size_t patch_side = 5;
inline constexpr std::size_t patch_size = patch_side * patch_side;
inline constexpr std::size_t positions_side = image_side - patch_side + 1;
inline constexpr std::size_t filter_count = 512;
inline constexpr float contrast_floor = 0.01F;
inline constexpr float response_threshold = 0.4F;

/// One kind of feature vector: the first `filters` of the bank, pooled over grid x grid cells.
/// Element c * filters + k belongs to cell c, counted along the rows, and filter k.
struct feature_layout {
  std::size_t filters;
  std::size_t grid;
  constexpr std::size_t dim() const { return filters * grid * grid; }
};

inline constexpr std::size_t finest_grid = 8;
inline constexpr std::size_t layout_count = 3;
inline constexpr std::array<feature_layout, layout_count> feature_layouts = {
    {{128, 4}, {512, 4}, {512, finest_grid}}};

/// The filters, one per row. The same bits for a seed on every machine.
using filter_bank = Eigen::Matrix<float, filter_count, Eigen::Dynamic>;
filter_bank random_filters(std::uint64_t seed);

/// Turns images into features by matrix products. Keeps work space: one per thread.
class feature_extractor {
 public:
  explicit feature_extractor(const filter_bank& filters);

  /// Writes the unit vector of layout l to to[l][0 .. feature_layouts[l].dim()), for every l. False,
  /// and zeros in a layout, where none of its filters responds anywhere, as in a blank image.
  bool extract(const std::uint8_t* image, const std::array<float*, layout_count>& to);

 private:
  void gather_patches(const std::uint8_t* image);

  const filter_bank& filters_;
  Eigen::MatrixXf patches_;    // a column per window; the windows of a cell stand together
  Eigen::MatrixXf responses_;  // filters x windows of one row of cells
  Eigen::MatrixXf fine_;       // filters x cells of the finest grid, means
};

}  // namespace fashion
