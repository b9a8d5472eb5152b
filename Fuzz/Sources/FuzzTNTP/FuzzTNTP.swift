import FreightNetwork
import Tables

/// Reads any bytes as a TNTP network and as TNTP trips, and assigns what came of it where that is
/// small: nothing may trap.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTNTP(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  // A separator lets one input hold a network and its trips.
  let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
  let faults = FaultCollector()
  guard count < 20_000 else { return 0 }
  let network = TNTPNetworkReader.parse(Array(parts[0]), name: "net", faults: faults)
  let trips = TNTPTripsReader.parse(Array(parts.last ?? []), name: "trips", faults: faults)
  guard let network, let trips, network.graph.linkCount < 200, trips.pairCount < 200 else {
    return 0
  }
  guard let problem = AssignmentProblem(network, trips: trips, faults: faults) else { return 0 }
  var settings = AssignmentSettings()
  settings.maximumIterations = 30
  for method in UserEquilibrium.Method.allCases {
    if let result = try? UserEquilibrium.solve(problem, method: method, settings) {
      precondition(result.relativeGap.isFinite && result.objective.isFinite)
      precondition(result.flow.allSatisfy(\.isFinite))
    }
  }
  return 0
}
