// The mean resultant length is the ratio of orders dim/2 and dim/2 - 1. All else is in tests/data and in the plans of
// logbessel-accuracy.

#include <logbessel/vmf.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace {

TEST(Vmf, MeanResultantLengthIsTheRatio) {
  for (const double dim : {2.0, 3.0, 7.5, 32768.0}) {
    for (const double kappa : {0.0, 0.3, 20.0, 1e5, std::numeric_limits<double>::infinity()}) {
      EXPECT_EQ(logbessel::vmf_mean_resultant_length(dim, kappa),
                logbessel::iv_ratio(dim / 2, kappa));
      EXPECT_EQ(logbessel::vmf_mean_resultant_length_c(dim, kappa),
                logbessel::iv_ratio_c(dim / 2, kappa));
    }
  }
}

TEST(Vmf, MeanResultantLengthNeedsTwoDimensions) {
  EXPECT_TRUE(std::isnan(logbessel::vmf_mean_resultant_length(1.9, 1.0)));
  EXPECT_TRUE(std::isnan(logbessel::vmf_mean_resultant_length_c(1.9, 1.0)));
  EXPECT_TRUE(std::isnan(logbessel::vmf_mean_resultant_length(std::nan(""), 1.0)));
}

}  // namespace
