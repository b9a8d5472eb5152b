/// Memory of fixed length that a search works in.
///
/// Loops over class properties and arrays of arrays check, count references and copy; a search of
/// paths touches hundreds of millions of elements, so that each check shows. Indices are asserted
/// in debug builds and come from the graph, which was checked when it was made, never from a file.
/// A reader may share it between threads as long as nobody writes.
@safe
struct FastArray<Element: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
  private let base: UnsafeMutablePointer<Element>
  /// Number of elements.
  let count: Int

  /// Elements that are all alike.
  init(repeating element: Element, count: Int) {
    self.count = count
    unsafe base = UnsafeMutablePointer<Element>.allocate(capacity: max(count, 1))
    unsafe base.initialize(repeating: element, count: max(count, 1))
  }

  /// Elements that hold anything until they are written.
  init(uninitialised count: Int) {
    self.count = count
    unsafe base = UnsafeMutablePointer<Element>.allocate(capacity: max(count, 1))
  }

  /// The elements of an array.
  init(_ array: [Element]) {
    count = array.count
    unsafe base = UnsafeMutablePointer<Element>.allocate(capacity: max(array.count, 1))
    unsafe array.withUnsafeBufferPointer { source in
      if let first = source.baseAddress {
        unsafe base.initialize(from: first, count: source.count)
      }
    }
  }

  deinit { unsafe base.deallocate() }

  /// The element of an index.
  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < count)
      return unsafe base[index]
    }
    nonmutating set {
      assert(index >= 0 && index < count)
      unsafe base[index] = newValue
    }
  }

  /// The element of an index.
  @inline(__always)
  subscript(index: Int32) -> Element {
    get { self[Int(index)] }
    nonmutating set { self[Int(index)] = newValue }
  }

  /// Sets every element.
  func fill(_ element: Element) {
    unsafe base.update(repeating: element, count: count)
  }

  /// Copies elements within the array; the ranges must not overlap.
  @inline(__always)
  func move(from source: Int, to target: Int, count moved: Int) {
    assert(source >= 0 && target >= 0 && source + moved <= count && target + moved <= count)
    unsafe (base + target).update(from: base + source, count: moved)
  }

  /// The first elements as an array.
  func array(count wanted: Int? = nil) -> [Element] {
    unsafe Array(UnsafeBufferPointer(start: base, count: min(wanted ?? count, count)))
  }
}
