/// A column of plain values in memory that a solver's threads share.
///
/// The kernels of the assignment index it at random; with checked arrays in class properties they
/// ran 1.7 times longer. All of their unsafe memory is fenced in here: bounds are asserted in debug
/// builds, indices come from a graph that was checked when it was made, and a phase either reads a
/// column from several threads or writes it from one (or each thread its own part).
@safe
struct Column<Element: BitwiseCopyable>: @unchecked Sendable {
  private let base: UnsafeMutablePointer<Element>
  private let owner: Owner
  let count: Int

  /// Frees the memory with the last copy of the column.
  @safe
  private final class Owner {
    private let base: UnsafeMutableRawPointer
    init(_ base: UnsafeMutableRawPointer) { unsafe self.base = unsafe base }
    deinit { unsafe base.deallocate() }
  }

  /// A column of one value.
  init(repeating value: Element, count: Int) {
    unsafe base = .allocate(capacity: max(1, count))
    unsafe base.initialize(repeating: value, count: max(1, count))
    owner = unsafe Owner(UnsafeMutableRawPointer(base))
    self.count = count
  }

  /// A column of an array's values.
  init(_ values: [Element]) {
    unsafe base = .allocate(capacity: max(1, values.count))
    for (place, value) in values.enumerated() { unsafe (base + place).initialize(to: value) }
    owner = unsafe Owner(UnsafeMutableRawPointer(base))
    count = values.count
  }

  @inline(__always)
  subscript(place: Int) -> Element {
    get {
      assert(place >= 0 && place < count)
      return unsafe base[place]
    }
    nonmutating set {
      assert(place >= 0 && place < count)
      unsafe base[place] = newValue
    }
  }

  @inline(__always)
  subscript(place: Int32) -> Element {
    get { self[Int(place)] }
    nonmutating set { self[Int(place)] = newValue }
  }

  /// The values as an array.
  var array: [Element] { (0..<count).map { self[$0] } }

  /// Takes over another column's values.
  func copy(from other: Column) {
    assert(count == other.count)
    unsafe base.update(from: other.base, count: count)
  }
}
