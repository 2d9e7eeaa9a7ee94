// Compiles kernels at run time, from nothing but the headers, and writes their PTX for the gate to read.
// usage: test_nvrtc HEADERS PTX

#include <nvrtc.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

namespace {

const char* const source = R"(
#include <logbessel/logbessel.hpp>

extern "C" __global__ void double_functions(double v, const double* x, double* out) {
  const double a = x[threadIdx.x];
  const auto gradient = logbessel::log_iv_gradient(v, a);
  out[threadIdx.x] = logbessel::log_iv(v, a) + logbessel::log_kv(v, a) + gradient.dv * gradient.dx +
                     logbessel::kv_ratio(v, a) + logbessel::vmf_kappa(2.0 * v, a);
}

extern "C" __global__ void float_functions(float v, const float* x, float* out) {
  const float a = x[threadIdx.x];
  out[threadIdx.x] = logbessel::log_ive(v, a) + logbessel::iv_ratio(v, a);
}

extern "C" __global__ void sample(logbessel::vmf_marginal_sampler marginal, const double* mu, int dim, float* x,
                                  float* dx) {
  const auto row = [=](float* a) { return logbessel::strided<float>(a + blockIdx.x * dim); };
  logbessel::vmf_sample_point(marginal, logbessel::strided<const double>(mu), dim, 1, blockIdx.x, row(x), row(dx));
}

extern "C" __global__ void divergence(double dim, const double* kappa, double* out) {
  out[threadIdx.x] = logbessel::vmf_kl(dim, kappa[0], kappa[1], kappa[2]) +
                     logbessel::vmf_renyi(dim, kappa[0], kappa[1], kappa[2], 0.5) +
                     logbessel::vmf_marginal(dim, kappa[0]).quantile_c(kappa[3]);
}

extern "C" __global__ void plan(logbessel::log_kv_plan of_v, const double* x, double* out) {
  out[threadIdx.x] = of_v(x[threadIdx.x]);
}
)";

void require(nvrtcResult result, const char* what) {
  if (result == NVRTC_SUCCESS) return;
  std::fprintf(stderr, "%s: %s\n", what, nvrtcGetErrorString(result));
  std::exit(1);
}

std::string log_of(nvrtcProgram program) {
  std::size_t size = 0;
  require(nvrtcGetProgramLogSize(program, &size), "log");
  std::string log(size, '\0');
  require(nvrtcGetProgramLog(program, log.data()), "log");
  return log;
}

std::string ptx_of(nvrtcProgram program) {
  std::size_t size = 0;
  require(nvrtcGetPTXSize(program, &size), "PTX");
  std::string ptx(size, '\0');
  require(nvrtcGetPTX(program, ptx.data()), "PTX");
  ptx.pop_back();  // the null that ends it
  return ptx;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return 1;
  const std::string include = std::string("-I") + arguments[1];

  nvrtcProgram program = nullptr;
  require(nvrtcCreateProgram(&program, source, "kernels.cu", 0, nullptr, nullptr), "source");
  const char* const options[] = {"-std=c++17", "-fmad=false", "-arch=compute_80", include.c_str()};
  const nvrtcResult compiled = nvrtcCompileProgram(program, 4, options);
  const std::string log = log_of(program);
  if (log.size() > 1) std::fprintf(stderr, "%s\n", log.c_str());
  require(compiled, "compilation");

  const std::string ptx = ptx_of(program);
  for (const char* kernel :
       {"double_functions", "float_functions", "sample", "divergence", "plan"}) {
    if (ptx.find(std::string(".entry ") + kernel) != std::string::npos) continue;
    std::fprintf(stderr, "no kernel %s in the PTX\n", kernel);
    return 1;
  }
  std::ofstream file(arguments[2], std::ios::binary);
  file << ptx;
  return file.flush() && log.size() <= 1 ? 0 : 1;
}
