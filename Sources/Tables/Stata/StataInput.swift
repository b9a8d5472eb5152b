import CReadStat
import Foundation

/// A file for the library, read a megabyte at a time: by itself it asks the system for every row.
@safe final class StataInput {
  private let path: String
  private var file: UnsafeMutablePointer<FILE>?

  init(_ url: URL) { path = url.path }

  deinit { if let file = unsafe file { unsafe fclose(file) } }

  /// Makes a parser read through this, which must outlive it.
  func attach(to parser: UnsafeMutablePointer<readstat_parser_t>) {
    unsafe readstat_set_open_handler(parser) { _, context in
      guard let input = unsafe StataInput.from(context) else { return -1 }
      return input.open() ? 0 : -1
    }
    unsafe readstat_set_close_handler(parser) { _ in 0 }
    unsafe readstat_set_seek_handler(parser) { offset, whence, context in
      guard let input = unsafe StataInput.from(context) else { return -1 }
      return input.seek(Int(offset), whence)
    }
    unsafe readstat_set_read_handler(parser) { buffer, count, context in
      guard let input = unsafe StataInput.from(context), let file = unsafe input.file,
        let buffer = unsafe buffer
      else { return -1 }
      return unsafe fread(buffer, 1, count, file)
    }
    unsafe readstat_set_io_ctx(parser, Unmanaged.passUnretained(self).toOpaque())
  }

  private static func from(_ context: UnsafeMutableRawPointer?) -> StataInput? {
    guard let context = unsafe context else { return nil }
    return unsafe Unmanaged<StataInput>.fromOpaque(context).takeUnretainedValue()
  }

  private func open() -> Bool {
    guard let opened = unsafe fopen(path, "rb") else { return false }
    unsafe setvbuf(opened, nil, _IOFBF, 1 << 20)
    unsafe file = unsafe opened
    return true
  }

  private func seek(_ offset: Int, _ whence: readstat_io_flags_t) -> Int {
    guard let file = unsafe file else { return -1 }
    let origin =
      switch whence {
      case READSTAT_SEEK_SET: SEEK_SET
      case READSTAT_SEEK_CUR: SEEK_CUR
      default: SEEK_END
      }
    guard unsafe fseeko(file, offset, origin) == 0 else { return -1 }
    return unsafe ftello(file)
  }
}
