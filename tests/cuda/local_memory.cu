// What the gates must refuse: an array indexed by a number that the compiler does not know, which it keeps in local memory.

__global__ void local_memory(const double* x, double* out, int n) {
  double a[32];
  for (int i = 0; i < 32; ++i) a[i] = x[i];
  a[n] = 0.0;
  for (int i = 0; i < 32; ++i) out[i] = a[i] + a[n ^ i];
}
