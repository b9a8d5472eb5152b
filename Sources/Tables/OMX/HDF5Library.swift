import CHDF5
import Synchronization

/// The HDF5 library: one caller at a time, no messages on the terminal.
///
/// Debian's build of the library is not made for several threads, so every call stands inside
/// `locked`.
enum HDF5Library {
  private static let lock = Mutex(())

  /// Runs `body` alone in the library.
  static func locked<Value: Sendable, Failure: Error>(
    _ body: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    try lock.withLock { _ throws(Failure) in
      _ = H5Eset_auto2(0, nil, nil)
      return try body()
    }
  }

  /// What the last call complained of, at its root.
  static var lastError: String {
    var message = ""
    unsafe withUnsafeMutablePointer(to: &message) { target in
      unsafe _ = H5Ewalk2(
        0,
        H5E_WALK_UPWARD,
        { place, entry, target in
          guard place == 0, let text = unsafe entry?.pointee.desc else { return 0 }
          unsafe target?.assumingMemoryBound(to: String.self).pointee = String(cString: text)
          return 0
        },
        target
      )
    }
    return message.isEmpty ? "unknown reason" : message
  }
}

/// An open file, group, matrix, type or the like of the library; closed when it goes.
struct HDF5Object: ~Copyable {
  let id: hid_t

  /// Takes what a call of the library gave; `nil` where it gave an error.
  init?(_ id: hid_t) {
    guard id >= 0 else { return nil }
    self.id = id
  }

  deinit { _ = H5Idec_ref(id) }
}
