#pragma once
#include <hdf5.h>
#include <stdint.h>

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
