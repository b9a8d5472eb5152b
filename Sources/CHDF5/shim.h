#pragma once
#include <errno.h>
#include <fcntl.h>
#include <hdf5.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

// Swift does not see HDF5's types and flags, since each is a macro that first calls H5open().
static inline hid_t tumen_h5_double(void) { return H5T_NATIVE_DOUBLE; }
static inline hid_t tumen_h5_int64(void) { return H5T_NATIVE_INT64; }
static inline hid_t tumen_h5_string(void) { return H5T_C_S1; }
static inline hid_t tumen_h5_file_float(int size) {
  return size == 4 ? H5T_IEEE_F32LE : H5T_IEEE_F64LE;
}
static inline hid_t tumen_h5_file_integer(int size, int is_signed) {
  switch (size) {
  case 1: return is_signed ? H5T_STD_I8LE : H5T_STD_U8LE;
  case 2: return is_signed ? H5T_STD_I16LE : H5T_STD_U16LE;
  case 4: return is_signed ? H5T_STD_I32LE : H5T_STD_U32LE;
  default: return is_signed ? H5T_STD_I64LE : H5T_STD_U64LE;
  }
}
static inline size_t tumen_h5_variable_size(void) { return H5T_VARIABLE; }
static inline hid_t tumen_h5_file_create(void) { return H5P_FILE_CREATE; }
static inline hid_t tumen_h5_file_access(void) { return H5P_FILE_ACCESS; }
static inline hid_t tumen_h5_group_create(void) { return H5P_GROUP_CREATE; }
static inline hid_t tumen_h5_dataset_create(void) { return H5P_DATASET_CREATE; }
static inline unsigned tumen_h5_read_only(void) { return H5F_ACC_RDONLY; }
static inline unsigned tumen_h5_truncate(void) { return H5F_ACC_TRUNC; }

// What a name in a group is: 0 an object of this file, 1 a name for another path, 2 anything else,
// -1 unknown. H5Lget_info is a macro in later versions.
static inline int tumen_h5_link_kind(hid_t group, const char *name) {
  H5L_info_t info;
  if (H5Lget_info(group, name, &info, H5P_DEFAULT) < 0) return -1;
  return info.type == H5L_TYPE_HARD ? 0 : info.type == H5L_TYPE_SOFT ? 1 : 2;
}

// Damaged files make some versions of the library use memory that is not theirs, and no check from
// outside finds all of them. tumen_h5_trial reads in a process of its own what the reader will, by the
// same calls, and says by which signal that ended; 0: by none; -1: no process was to be had. Only C
// runs in it.
static inline void tumen_h5_try_dataset(hid_t data, int reads) {
  hid_t type = H5Dget_type(data), space = H5Dget_space(data);
  hssize_t count = H5Sget_simple_extent_npoints(space);
  hsize_t dims[H5S_MAX_RANK] = {0};
  int rank = H5Sget_simple_extent_ndims(space);
  H5T_class_t kind = H5Tget_class(type);
  hid_t plist = H5Dget_create_plist(data);
  for (int i = 0, n = H5Pget_nfilters(plist); i < n && i < 64; i++) {
    unsigned flags, config;
    size_t parts = 0;
    H5Pget_filter2(plist, (unsigned)i, &flags, &parts, NULL, 0, NULL, &config);
  }
  H5Pclose(plist);
  H5Sget_simple_extent_dims(space, dims, NULL);
  // Shapes beyond what zlib could have packed are turned down by the reader.
  double bytes = rank == 2 ? (double)dims[0] * (double)dims[1] * (double)H5Tget_size(type) : 0;
  int fits = dims[0] <= 1000000 && dims[1] <= 1000000
    && bytes <= 1100.0 * (double)H5Dget_storage_size(data) + (double)(1 << 28);
  if (!reads || count <= 0) goto done;
  if (rank == 2 && (kind == H5T_INTEGER || kind == H5T_FLOAT)) {
    double *all = fits ? malloc((size_t)count * sizeof(double)) : NULL;
    if (all) H5Dread(data, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, all);
    free(all);
  } else if (count <= 1 << 24) {
    if (kind == H5T_STRING && H5Tis_variable_str(type) > 0) {
      hid_t text = H5Tcopy(H5T_C_S1);
      char **list = calloc((size_t)count, sizeof(char *));
      H5Tset_size(text, H5T_VARIABLE);
      H5Tset_cset(text, H5Tget_cset(type));
      if (list && H5Dread(data, text, H5S_ALL, H5S_ALL, H5P_DEFAULT, list) >= 0)
        H5Dvlen_reclaim(text, space, H5P_DEFAULT, list);
      free(list);
    } else {
      size_t size = kind == H5T_STRING ? H5Tget_size(type) : sizeof(double);
      char *all = size > 0 && size <= 1 << 20 && (size_t)count <= ((size_t)1 << 30) / size
        ? malloc(size * (size_t)count) : NULL;
      if (all)
        H5Dread(data, kind == H5T_STRING ? type : kind == H5T_INTEGER ? H5T_NATIVE_INT64
          : H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, all);
      free(all);
    }
  }
done:
  H5Sclose(space);
  H5Tclose(type);
}

static inline void tumen_h5_try_attribute(hid_t attribute) {
  static char name[65536];
  ssize_t length = H5Aget_name(attribute, 0, NULL);
  if (length > 0 && length < 65536) H5Aget_name(attribute, (size_t)length + 1, name);
  hid_t type = H5Aget_type(attribute), space = H5Aget_space(attribute);
  hssize_t count = H5Sget_simple_extent_npoints(space);
  size_t size = H5Tget_size(type);
  H5T_class_t kind = H5Tget_class(type);
  if (count > 0 && count <= 100000 && size > 0 && size <= 1 << 20) {
    char *all = calloc((size_t)count, size < 16 ? 16 : size);
    if (kind == H5T_STRING && H5Tis_variable_str(type) > 0) {
      hid_t text = H5Tcopy(H5T_C_S1);
      H5Tset_size(text, H5T_VARIABLE);
      H5Tset_cset(text, H5Tget_cset(type));
      if (all && H5Aread(attribute, text, all) >= 0)
        H5Dvlen_reclaim(text, space, H5P_DEFAULT, all);
    } else if (all) {
      // As the reader does: a whole number alone stays whole, several become doubles.
      H5Aread(attribute, kind == H5T_INTEGER && count == 1 ? H5T_NATIVE_INT64
        : kind == H5T_INTEGER || kind == H5T_FLOAT ? H5T_NATIVE_DOUBLE : type, all);
    }
    free(all);
  }
  H5Sclose(space);
  H5Tclose(type);
}

static inline void tumen_h5_try_attributes(hid_t object) {
  for (int place = 0, n = H5Aget_num_attrs(object); place < n && place < 10000; place++) {
    hid_t attribute = H5Aopen_by_idx(object, ".", H5_INDEX_NAME, H5_ITER_INC, (hsize_t)place,
      H5P_DEFAULT, H5P_DEFAULT);
    if (attribute < 0) break;
    tumen_h5_try_attribute(attribute);
    H5Aclose(attribute);
  }
}

// Whether a name is in a list of names, each ended by a zero, the whole by an empty one; in no list, all
// are.
static inline int tumen_h5_is_wanted(const char *name, const char *list) {
  if (!list) return 1;
  for (; *list; list += strlen(list) + 1)
    if (strcmp(list, name) == 0) return 1;
  return 0;
}

// A group's objects and what is said of them, and the numbers and texts of those wanted.
static inline void tumen_h5_try_group(hid_t file, const char *path, const char *wanted) {
  static char name[65536];
  if (tumen_h5_link_kind(file, path) != 0) return;
  hid_t group = H5Oopen(file, path, H5P_DEFAULT);
  if (group < 0) return;
  H5G_info_t info;
  if (H5Iget_type(group) == H5I_GROUP && H5Gget_info(group, &info) >= 0) {
    for (hsize_t place = 0; place < info.nlinks && place < 100000; place++) {
      ssize_t length = H5Lget_name_by_idx(group, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, place, name,
        sizeof name, H5P_DEFAULT);
      if (length <= 0)
        length = H5Lget_name_by_idx(group, ".", H5_INDEX_NAME, H5_ITER_INC, place, name,
          sizeof name, H5P_DEFAULT);
      if (length <= 0 || (size_t)length >= sizeof name) break;
      if (tumen_h5_link_kind(group, name) != 0) continue;
      hid_t object = H5Oopen(group, name, H5P_DEFAULT);
      if (object < 0) continue;
      tumen_h5_try_attributes(object);
      if (H5Iget_type(object) == H5I_DATASET)
        tumen_h5_try_dataset(object, tumen_h5_is_wanted(name, wanted));
      H5Oclose(object);
    }
  }
  H5Oclose(group);
}

// Reads the structure of a file, its lookups, and the matrices wanted (see tumen_h5_is_wanted). To be
// called while no other thread is in the library: its lock would be held for ever in the child.
static inline int tumen_h5_trial(const char *path, const char *wanted) {
  H5open();
  pid_t child = fork();
  if (child == 0) {
    int signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGALRM};
    for (int i = 0; i < 7; i++) signal(signals[i], SIG_DFL);
    // Worker threads keep signals out, the alarm too.
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_UNBLOCK, &all, NULL);
    int nothing = open("/dev/null", O_WRONLY);
    if (nothing >= 0) dup2(nothing, 2);
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    // A second and more for what zlib packs into 200,000 bytes, 0.2 GB at most, beside two minutes.
    struct stat info;
    off_t size = stat(path, &info) == 0 ? info.st_size : 0;
    alarm(120 + (unsigned)(size / 200000 < 86400 ? size / 200000 : 86400));
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    H5Pset_file_locking(access, 0, 1);
    hid_t file = H5Fopen(path, H5F_ACC_RDONLY, access);
    if (file >= 0) {
      hid_t root = H5Gopen2(file, "/", H5P_DEFAULT);
      if (root >= 0) {
        tumen_h5_try_attributes(root);
        H5Gclose(root);
        tumen_h5_try_group(file, "data", wanted);
        tumen_h5_try_group(file, "lookup", NULL);
      }
      H5Fclose(file);
    }
    _exit(0);
  }
  if (child < 0) return -1;
  int status = 0;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return -1;
  return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}
