import FreightNetwork

extension RouteAssignment {
  /// A structure of arrays that are known to fit.
  static func sound(
    start: [Int],
    nest: [Int32],
    useStart: [Int],
    useResource: [Int32],
    capacityTonnes: [Double],
    performance: LinkPerformance
  ) -> RouteAssignment {
    do {
      return try RouteAssignment(
        start: start,
        nest: nest,
        useStart: useStart,
        useResource: useResource,
        capacityTonnes: capacityTonnes,
        performance: performance
      )
    } catch {
      preconditionFailure("\(error)")
    }
  }
}
