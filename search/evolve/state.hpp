/// @file
/// Individuals and islands as JSON, for messages and checkpoints.
#pragma once

#include <nlohmann/json.hpp>

#include "run.hpp"

namespace logbessel::search {

nlohmann::json to_json(const individual& it);
individual individual_from(const nlohmann::json& j);
nlohmann::json to_json(const island::state& s);
island::state island_from(const nlohmann::json& j);
nlohmann::json to_json(const front_entry& e);
front_entry front_entry_from(const nlohmann::json& j);

/// Bytes with a check sum in front.
std::string sealed(const nlohmann::json& j);
/// @throws std::runtime_error if the bytes are not what sealed() made.
nlohmann::json unsealed(const std::string& bytes);

}  // namespace logbessel::search
