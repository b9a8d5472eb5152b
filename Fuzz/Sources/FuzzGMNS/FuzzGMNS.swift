import Foundation
import FreightNetwork
import Tables

/// Folder of this process in memory, which the reader is given.
private let folder: URL = {
  let base = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : "/tmp"
  let folder = URL(fileURLWithPath: "\(base)/tumen-fuzz-gmns-\(getpid())")
  try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  return folder
}()

/// Reads any bytes, cut at zeros, as the tables of nodes, links and settings of a GMNS network: a
/// network or faults, nothing may trap.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzGMNS(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard count < 20_000 else { return 0 }
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let parts = bytes.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
  for (place, name) in ["node.csv", "link.csv", "config.csv"].enumerated() {
    let file = folder.appendingPathComponent(name)
    if place < parts.count {
      guard (try? Data(parts[place]).write(to: file)) != nil else { return 0 }
    } else {
      try? FileManager.default.removeItem(at: file)
    }
  }
  if let (network, _) = try? TransportNetwork.read(folder) {
    precondition(network.nodeNames.count == network.graph.nodeCount)
    precondition(network.linkNumbers.values.allSatisfy { $0.count == network.graph.linkCount })
  }
  return 0
}
