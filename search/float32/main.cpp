#include "coefficients.hpp"
#include <chrono>
#include <cstdio>
#include <random>
#include <cstring>
using namespace logbessel::search;
int main(int argc,char**argv){
  auto v = avx512::exp_candidates(), w = avx2::exp_candidates();
  std::vector<float> x(4096), y(4096);
  std::mt19937 g(1); std::uniform_real_distribution<float> u(-80,80);
  for (auto& each : x) each = u(g);
  auto time=[&](const exp_candidate&c, const exp_coefficients& k){
    double best=1e9;
    for(int r=0;r<1500;++r){auto a=std::chrono::steady_clock::now(); for(int i=0;i<8;++i){c.evaluate(k,4096,x.data(),y.data()); asm volatile("":::"memory");} auto b=std::chrono::steady_clock::now();
      best=std::min(best,std::chrono::duration<double,std::nano>(b-a).count()/8/4096);}
    return best;};
  for(size_t i=0;i<v.size();++i){
    auto s=v[i].shape; auto k=start_of(s);
    printf("k=%d deg=%d order=%d ln2=%d tw=%d exp2=%d  avx512 %.4f avx2 %.4f ns", s.table_bits,s.degree,(int)s.order,s.log_2_words,s.table_words,s.is_exp2,time(v[i],k),time(w[i],k));
    (void)argv; if(argc>1){ auto f=search_coefficients(v[i],1,s.table_words==2); printf("  ulp %.5f at %a, mis %.3g", f.largest,f.worst,(double)f.misrounded);
    for (float t : f.c.terms) printf(" %a",t);} 
    printf("\n"); fflush(stdout);
  }
}
