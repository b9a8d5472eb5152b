import FreightNetwork

extension RouteAssignment {
  /// A structure of arrays that are known to fit.
  static func sound(_ make: @autoclosure () throws -> RouteAssignment) -> RouteAssignment {
    do { return try make() } catch { preconditionFailure("\(error)") }
  }
}
