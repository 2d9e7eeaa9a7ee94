// Files of rows: those of NumPy and SciPy, those written here, and hostile ones.

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>

#include "vmf/csv.hpp"
#include "vmf/npy.hpp"
#include "vmf/npz.hpp"
#include "vmf/rows.hpp"

namespace {

namespace data = logbessel::data;
using logbessel::vmf_row_block;
using logbessel::vmf_row_scratch;
using logbessel::vmf_row_source;

std::string folder() { return LOGBESSEL_TEST_FILES; }
std::string path_of(const std::string& name) { return folder() + "/" + name; }

/// What call() says is wrong with a file, without its folder; "accepted" where nothing is.
template <class Call>
std::string fault(Call call) {
  try {
    call();
  } catch (const std::runtime_error& error) {
    const std::string text = error.what();
    return text.compare(0, folder().size() + 1, folder() + "/") == 0
               ? text.substr(folder().size() + 1)
               : text;
  }
  return "accepted";
}

std::string bytes_in(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_bytes(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

std::vector<double> raw(const std::string& name) {
  const std::string bytes = bytes_in(path_of(name));
  std::vector<double> numbers(bytes.size() / sizeof(double));
  std::memcpy(numbers.data(), bytes.data(), bytes.size());
  return numbers;
}

/// All rows of a source as doubles.
std::vector<double> dense(const vmf_row_source& rows) {
  std::vector<double> numbers;
  vmf_row_scratch scratch;
  for (std::uint64_t b = 0; b < rows.blocks(); ++b) {
    const vmf_row_block block = rows.block(b, scratch);
    EXPECT_EQ(block.first * rows.dim(), numbers.size());
    for (std::size_t i = 0; i < block.count; ++i) {
      const std::size_t at = numbers.size();
      numbers.resize(at + block.dim);
      for (std::size_t j = 0; j < block.dim && !block.offsets; ++j)
        numbers[at + j] = block.f32 ? block.f32[i * block.dim + j] : block.f64[i * block.dim + j];
      for (std::uint64_t p = block.offsets ? block.offsets[i] : 0;
           block.offsets && p < block.offsets[i + 1]; ++p)
        numbers[at + block.columns[p]] = block.values ? block.values[p] : block.values64[p];
    }
  }
  return numbers;
}

std::vector<double> dense(const std::string& name) {
  return dense(*data::open_rows(path_of(name)));
}

/// The files of vmf_data_files.py.
class NumpyFiles : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(path_of("f8.npy")))
      GTEST_SKIP() << "no Python with NumPy wrote them";
  }
};

TEST_F(NumpyFiles, HaveTheirRows) {
  for (const std::string type : {"f2", "f4", "f8", "halves"})
    EXPECT_EQ(dense(type + ".npy"), raw(type + ".raw")) << type;
  for (const std::string name :
       {"version3.npy", "stored.npz", "deflated.npz", "two.npz:x", "rows.csv", "spaces.csv"})
    EXPECT_EQ(dense(name), raw("f8.raw")) << name;
  for (const std::string type : {"f2", "f4", "f8"})
    EXPECT_EQ(dense("big_" + type + ".npy"), raw(type + ".raw")) << type;
  EXPECT_EQ(dense("big.npz"), raw("f8.raw"));
  for (const std::string name : {"sparse.npz", "sparse_stored.npz"})
    EXPECT_EQ(dense(name), raw("sparse.raw")) << name;
  EXPECT_EQ(dense("sparse_double.npz"), raw("sparse_double.raw"));
}

TEST_F(NumpyFiles, HaveTheirLabels) {
  for (const std::string type : {"i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1", "big"}) {
    const std::vector<std::uint32_t> labels = data::read_labels(path_of("labels_" + type + ".npy"));
    ASSERT_EQ(labels.size(), 100U);
    for (std::uint32_t i = 0; i < 100; ++i) EXPECT_EQ(labels[i], i % 2) << type;
  }
  EXPECT_EQ(data::read_labels(path_of("deflated.npz:labels"))[599], 599U);
  EXPECT_EQ(data::read_numbers(path_of("stored.npz:labels"))[599], 599.0);
}

TEST_F(NumpyFiles, AreRefusedForWhatIsNotRead) {
  const auto rows = [](const std::string& name) {
    return fault([&] { data::open_rows(path_of(name)); });
  };
  const auto labels = [](const std::string& name) {
    return fault([&] { data::read_labels(path_of(name)); });
  };
  EXPECT_EQ(rows("fortran.npy"),
            "fortran.npy: byte 44: Fortran order; rows are in C order "
            "(numpy.ascontiguousarray)");
  EXPECT_EQ(rows("text_big.npy"), "text_big.npy: byte 20: dtype '>U3' is a big-endian text");
  EXPECT_EQ(rows("integers.npy"), "integers.npy: rows of type i8; they are f2, f4 or f8");
  EXPECT_EQ(rows("cube.npy"), "cube.npy: an array of 3 dimensions, not two");
  EXPECT_EQ(rows("structure.npy"), "structure.npy: byte 20: a structured dtype");
  EXPECT_EQ(rows("object.npy"), "object.npy: byte 20: dtype '|O' is not of a kind that is read");
  EXPECT_EQ(rows("two.npz"), "two.npz: 2 arrays of two dimensions; name one of its 2");
  EXPECT_EQ(rows("two.npz:z"), "two.npz: no array 'z'");
  EXPECT_EQ(rows("csc.npz"), "csc.npz: a sparse matrix that is not in CSR form (matrix.tocsr())");
  EXPECT_EQ(rows("none.npy"), "none.npy: No such file or directory");
  EXPECT_EQ(rows("f8.raw"), "f8.raw: its name ends neither in .npy nor in .npz nor in .csv");
  EXPECT_EQ(labels("negative.npy"), "negative.npy: label 2 is -3");
  EXPECT_EQ(labels("wide.npy"), "wide.npy: label 1 is 4294967296");
  EXPECT_EQ(labels("f8.npy"), "f8.npy: an array of 2 dimensions, not one");
}

TEST_F(NumpyFiles, DamagedArchivesEndWithAMessage) {
  for (const std::string name : {"stored.npz", "deflated.npz", "sparse.npz"}) {
    const std::string good = bytes_in(path_of(name));
    std::mt19937_64 generator(3);
    const std::string path = path_of("damaged.npz");
    std::size_t refused = 0;
    for (int i = 0; i < 300; ++i) {
      std::string bytes = good;
      if (i % 3 == 0) bytes.resize(generator() % bytes.size());
      // The directory is at the end.
      for (int k = 0; k < 3 && i % 3 > 0; ++k)
        bytes[bytes.size() - 1 - generator() % std::min<std::size_t>(bytes.size(), 600)] =
            static_cast<char>(generator());
      write_bytes(path, bytes);
      refused += fault([&] { dense("damaged.npz"); }) != "accepted";
    }
    EXPECT_GT(refused, 100U);
  }
}

/// A .npy file of version 1 with this dictionary and so many bytes of zeros.
std::string npy_of(const std::string& dictionary, std::size_t bytes) {
  std::string header = "\x93NUMPY\1";
  header += {'\0', static_cast<char>(dictionary.size() & 0xff),
             static_cast<char>(dictionary.size() >> 8)};
  return header + dictionary + std::string(bytes, '\0');
}

std::string fault_of_npy(const std::string& bytes) {
  const std::string path = path_of("hostile.npy");
  write_bytes(path, bytes);
  return fault([&] { dense("hostile.npy"); });
}

TEST(Npy, HeadersInOtherWordsAreRead) {
  for (const std::string dictionary :
       {"{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }",
        "{'shape':(2,3),'fortran_order':False,'descr':'<f4'}",
        "  {\"descr\": \"=f4\" ,\n \"shape\": ( 2 , 3 , ), \"fortran_order\": False, }\n"}) {
    EXPECT_EQ(fault_of_npy(npy_of(dictionary, 24)), "accepted") << dictionary;
  }
}

TEST(Npy, HostileHeadersAreRefusedWithTheByte) {
  const auto with = [](const std::string& descr, const std::string& order, const std::string& shape,
                       std::size_t bytes) {
    return fault_of_npy(npy_of(
        "{'descr': " + descr + ", 'fortran_order': " + order + ", 'shape': " + shape + "}", bytes));
  };
  const std::string at = "hostile.npy: byte ";
  EXPECT_EQ(with("'<f4'", "False", "(2, 3)", 24), "accepted");
  EXPECT_EQ(with("'<f4'", "False", "(2, 3)", 23),
            "hostile.npy: has 23 bytes after byte 67; the header speaks of 24");
  EXPECT_EQ(with("'<f4'", "False", "(2, 3)", 25),
            "hostile.npy: has 25 bytes after byte 67; the header speaks of 24");
  EXPECT_EQ(with("'<f4'", "True", "(2, 3)", 24),
            at + "44: Fortran order; rows are in C order (numpy.ascontiguousarray)");
  EXPECT_EQ(with("'<f4'", "Maybe", "(2, 3)", 24), at + "44: neither True nor False");
  EXPECT_EQ(with("'>f4'", "False", "(2, 3)", 24), "accepted");
  EXPECT_EQ(with("'>f4'", "False", "(2, 3)", 23),
            "hostile.npy: has 23 bytes after byte 67; the header speaks of 24");
  EXPECT_EQ(with("'>f4'", "True", "(2, 3)", 24),
            at + "44: Fortran order; rows are in C order (numpy.ascontiguousarray)");
  EXPECT_EQ(with("'>U3'", "False", "(2, 1)", 24), at + "20: dtype '>U3' is a big-endian text");
  for (const std::string type : {"f3", "<f", "<", "", "<f16", "<c8", "<f4x", "x4f", "<f-4",
                                 "<f99999999999999999999", "<M8"}) {
    const std::string said = with("'" + type + "'", "False", "(2, 3)", 24);
    EXPECT_EQ(said, at + "20: dtype '" + type + "' is not of a kind that is read");
  }
  EXPECT_EQ(with("'<f4", "False", "(2, 3)", 24).substr(0, 17), at.substr(0, 17));
  EXPECT_EQ(with("[('a', '<f4')]", "False", "(2, 3)", 24), at + "20: a structured dtype");
  EXPECT_EQ(with("'<f4'", "False", "(4294967296, 4294967296)", 24),
            "hostile.npy: the shape of the header is of more than 2^64 bytes");
  EXPECT_EQ(with("'<f4'", "False", "(4611686018427387904, 2)", 0),
            "hostile.npy: the shape of the header is of more than 2^64 bytes");
  EXPECT_EQ(with("'<f4'", "False", "(18446744073709551616, 2)", 24),
            at + "61: a length above 2^64");
  EXPECT_EQ(with("'<f4'", "False", "(-2, 3)", 24), at + "61: no length");
  EXPECT_EQ(with("'<f4'", "False", "(2 3)", 24), at + "63: no ')'");
  EXPECT_EQ(with("'<f4'", "False", "2", 24), at + "60: no '('");
  EXPECT_EQ(with("'<f4'", "False", "(0, 18446744073709551615)", 0), "hostile.npy: no rows");
  EXPECT_EQ(with("'<f4'", "False", "(6, 1)", 24),
            "hostile.npy: rows of 1 coordinates; 2 are the fewest");
  EXPECT_EQ(with("'<f4'", "False", "(6,)", 24), "hostile.npy: an array of 1 dimensions, not two");
  EXPECT_EQ(with("'<f4'", "False", "()", 4), "hostile.npy: an array of 0 dimensions, not two");
  std::string deep = "(";
  for (int i = 0; i < 40; ++i) deep += "1, ";
  EXPECT_EQ(with("'<f4'", "False", deep + ")", 4), at + "157: more than 32 dimensions");

  EXPECT_EQ(fault_of_npy(npy_of("{'descr': '<f4', 'descr': '<f4'}", 24)),
            at + "27: key 'descr' for the second time");
  EXPECT_EQ(fault_of_npy(npy_of("{'descr': '<f4', 'shape': (2, 3)}", 24)),
            at + "10: no fortran_order");
  EXPECT_EQ(fault_of_npy(npy_of("{'dtype': '<f4'}", 24)), at + "11: key 'dtype'");
  EXPECT_EQ(fault_of_npy(npy_of("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)} 1", 24)),
            at + "68: text after the dictionary");
  EXPECT_EQ(fault_of_npy(npy_of("", 24)), at + "10: no '{'");
  EXPECT_EQ(fault_of_npy(""), "hostile.npy: not a .npy file: it does not begin as one");
  EXPECT_EQ(fault_of_npy("PK\3\4 and so on"),
            "hostile.npy: not a .npy file: it does not begin as one");
  EXPECT_EQ(fault_of_npy(std::string("\x93NUMPY\1\0\x76", 9)),
            "hostile.npy: ends after 9 bytes, in the header");
  EXPECT_EQ(fault_of_npy(std::string("\x93NUMPY\2\0\x76\0\0", 11)),
            "hostile.npy: ends after 11 bytes, in the header");
  EXPECT_EQ(fault_of_npy(std::string("\x93NUMPY\1\0\xff\xff{}", 12)),
            "hostile.npy: ends after 12 bytes, in a header of 65535");
  EXPECT_EQ(fault_of_npy(std::string("\x93NUMPY\2\0\xff\xff\xff\xff{}", 14)),
            "hostile.npy: ends after 14 bytes, in a header of 4294967295");
  EXPECT_EQ(fault_of_npy(std::string("\x93NUMPY\4\0\1\0 ", 11)),
            "hostile.npy: byte 6: version 4.0 of the format");
}

TEST(Npy, MutatedFilesEndWithAMessageOrWithRows) {
  const std::string good =
      npy_of("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", 24);
  std::mt19937_64 generator(4);
  std::size_t accepted = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string bytes = good;
    for (std::uint64_t k = 1 + generator() % 3; k > 0; --k) {
      char& c = bytes[generator() % bytes.size()];
      c = generator() % 2 ? static_cast<char>(generator())
                          : "0123456789(),'{}:<>f"[generator() % 20];
    }
    if (generator() % 8 == 0) bytes.resize(generator() % bytes.size());
    const auto owner = std::make_shared<std::string>(bytes);
    const std::span<const std::byte> view(reinterpret_cast<const std::byte*>(owner->data()),
                                          owner->size());
    accepted += fault([&] {
                  dense(data::npy_rows(data::parse_npy("mutated", {view, owner})));
                }) == "accepted";
  }
  EXPECT_GT(accepted, 1000U);
  EXPECT_LT(accepted, 15000U);
}

TEST(Npy, UnalignedRowsAreCopied) {
  const std::string dictionary = "{'descr': '<f8', 'fortran_order': False, 'shape': (300, 2)}";
  std::string bytes = npy_of(dictionary, 0);
  std::vector<double> numbers(600);
  for (std::size_t i = 0; i < 600; ++i) numbers[i] = static_cast<double>(i) / 7.0;
  ASSERT_NE(bytes.size() % 8, 0U);
  bytes.append(reinterpret_cast<const char*>(numbers.data()), 4800);
  write_bytes(path_of("unaligned.npy"), bytes);
  EXPECT_EQ(dense("unaligned.npy"), numbers);
}

TEST(Npy, BigEndianRowsAreTurned) {
  std::vector<double> numbers(600);
  std::string turned;
  for (std::size_t i = 0; i < 600; ++i) {
    numbers[i] = static_cast<double>(i) / 7.0;
    const char* const bytes = reinterpret_cast<const char*>(&numbers[i]);
    turned.append(std::reverse_iterator(bytes + 8), std::reverse_iterator(bytes));
  }
  write_bytes(path_of("big_endian.npy"),
              npy_of("{'descr': '>f8', 'fortran_order': False, 'shape': (300, 2)}", 0) + turned);
  EXPECT_EQ(dense("big_endian.npy"), numbers);
}

TEST(Written, FilesAreReadAgain) {
  std::vector<double> x(12);
  for (std::size_t i = 0; i < 12; ++i) x[i] = static_cast<double>(i);
  const std::vector<float> f(x.begin(), x.end());
  const std::int64_t labels[] = {0, 1, 2};
  data::write_npy(path_of("back.npy"), {3, 4}, x.data());
  EXPECT_EQ(dense("back.npy"), x);
  EXPECT_EQ(bytes_in(path_of("back.npy")).size(), 128U + 96U);
  for (int times = 0; times < 2; ++times) {
    data::npz_writer archive(path_of("back.npz"));
    archive.add("x", {3, 4}, f.data());
    archive.add("labels", {3}, labels);
    archive.add("empty", {0, 4}, f.data());
    archive.commit();
  }
  EXPECT_EQ(dense("back.npz:x"), x);
  EXPECT_EQ(data::read_labels(path_of("back.npz:labels")), (std::vector<std::uint32_t>{0, 1, 2}));
}

/// The names in the folder of the tests.
std::size_t files_in_folder() {
  std::size_t n = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder())) ++n;
  return n;
}

TEST(Written, NothingIsHalfWritten) {
  const std::vector<double> x(100000, 1.0);
  for (const std::string name : {"kept.npy", "kept.npz"}) {
    write_bytes(path_of(name), "as it was");
    const std::size_t files = files_in_folder();
    const auto write = [&] {
      if (name == "kept.npy") {
        data::write_npy(path_of(name), {x.size()}, x.data());
      } else {
        data::npz_writer archive(path_of(name));
        archive.add("x", {x.size()}, x.data());
        archive.commit();
      }
    };
    // A limit on the length of files is to a writer what a full disk is.
    rlimit before;
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit low = {4096, before.rlim_max};
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &low);
    const std::string said = fault(write);
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    EXPECT_NE(said.find("File too large"), said.npos) << said;
    EXPECT_EQ(bytes_in(path_of(name)), "as it was");
    EXPECT_EQ(files_in_folder(), files);
    EXPECT_EQ(fault(write), "accepted");
    EXPECT_GT(bytes_in(path_of(name)).size(), 800000U);
  }
  {
    data::npz_writer abandoned(path_of("abandoned.npz"));
    abandoned.add("x", {x.size()}, x.data());
  }
  EXPECT_FALSE(std::filesystem::exists(path_of("abandoned.npz")));
  EXPECT_EQ(fault([&] { data::write_npy(path_of("no/such.npy"), {1}, x.data()); }),
            "no/such.npy: No such file or directory");
}

TEST(Csv, SaysWhereItIsWrong) {
  const auto fault_of = [](const std::string& text) {
    write_bytes(path_of("text.csv"), text);
    return fault([] { data::open_rows(path_of("text.csv")); });
  };
  EXPECT_EQ(fault_of("1,2\n3,4\n"), "accepted");
  EXPECT_EQ(fault_of("x y\n\n1 2\r\n 3\t+4e-3"), "accepted");
  EXPECT_EQ(fault_of("1,2\n3,x\n"), "text.csv: line 2, column 2: 'x' is no number");
  EXPECT_EQ(fault_of("1,2\n3,\n"), "text.csv: line 2, column 2: '' is no number");
  EXPECT_EQ(fault_of("a,2\n3,4\n"), "text.csv: line 1, column 1: 'a' is no number");
  EXPECT_EQ(fault_of("a,b\nc,d\n"), "text.csv: line 2, column 1: 'c' is no number");
  EXPECT_EQ(fault_of("1,2\n\n3,4,5\n"), "text.csv: line 3 has 3 columns, the first row 2");
  EXPECT_EQ(fault_of("1;2\n3;1e999\n"), "text.csv: line 2, column 2: '1e999' is no number");
  EXPECT_EQ(fault_of("1\n2\n"), "text.csv: rows of 1 coordinates; 2 are the fewest");
  EXPECT_EQ(fault_of("a,b\n"), "text.csv: no rows");
  EXPECT_EQ(fault_of(""), "text.csv: no rows");
  write_bytes(path_of("labels.csv"), "class\n0\n4294967295\n");
  EXPECT_EQ(data::read_labels(path_of("labels.csv")), (std::vector<std::uint32_t>{0, 4294967295U}));
  write_bytes(path_of("labels.csv"), "0\n1.5\n");
  EXPECT_EQ(fault([] { data::read_labels(path_of("labels.csv")); }), "labels.csv: label 1 is 1.5");
  EXPECT_EQ(data::read_numbers(path_of("labels.csv")), (std::vector<double>{0.0, 1.5}));
}

}  // namespace
