extension UnsafeBufferPointer {
  /// First element, or an address that must not be read where there is none.
  var base: UnsafePointer<Element> {
    unsafe baseAddress ?? UnsafePointer(bitPattern: 64).unsafelyUnwrapped
  }
}

extension UnsafeMutableBufferPointer {
  /// First element, or an address that must not be read where there is none.
  var base: UnsafeMutablePointer<Element> {
    unsafe baseAddress ?? UnsafeMutablePointer(bitPattern: 64).unsafelyUnwrapped
  }
}
