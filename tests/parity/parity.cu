#include "parity.cpp"
