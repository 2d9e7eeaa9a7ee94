/// @file
/// How well groups and scores agree with labels.
#pragma once

#include <Eigen/Core>

#include <cstdint>
#include <vector>

namespace fashion {

/// Images by group (outer) and class (inner).
using contingency = std::vector<std::vector<std::uint64_t>>;

/// How far groups and classes are the same partition: 1 if they are, 0 in the mean over all ways to deal the images out (Hubert and Arabie, J. Classification 2, 1985): for n_gc images of group g and class c, P = n (n - 1)/2,
///
///     (sum_gc P(n_gc) - e)/((sum_g P(n_g) + sum_c P(n_c))/2 - e),   e = sum_g P(n_g) sum_c P(n_c)/P(n),
///
/// and 1 where that is 0/0: both are one group, or all groups of one.
double adjusted_rand_index(const contingency& counts);

/// The share of images in the largest class of their group; NaN without images.
double majority_share(const contingency& counts);

/// The probability that a score of `low` is below one of `high`, equal ones counting half, from the ranks of all: the area under
/// the curve of true by false positives. NaN where one of them is empty.
double auroc(std::vector<double> low, std::vector<double> high);

/// scores: images x classes. For each class, how well an image of it is known for one of no class when the class has no model:
/// the AUROC of its images by their largest score among the other classes, which should be low, against the images of the others
/// by the same.
std::vector<double> left_out_auroc(const Eigen::ArrayXXd& scores,
                                   const std::vector<std::uint8_t>& labels);

}  // namespace fashion
