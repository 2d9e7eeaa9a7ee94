/// @file
/// All functions of the library that need nothing but the headers.
#pragma once

#include <logbessel/accuracy.hpp>
#include <logbessel/log_iv.hpp>
#include <logbessel/log_kv.hpp>
