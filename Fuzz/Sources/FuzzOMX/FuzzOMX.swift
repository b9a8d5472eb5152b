import Foundation
import Tables

private let file: URL = {
  let base = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : "/tmp"
  return URL(fileURLWithPath: "\(base)/tumen-fuzz-\(getpid()).omx")
}()

/// Reads any bytes as an OMX file: matrices or faults, nothing may trap.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOMX(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard count < 200_000 else { return 0 }
  let bytes = Data(UnsafeBufferPointer(start: start, count: count))
  guard (try? bytes.write(to: file)) != nil else { return 0 }
  if let (set, _) = try? MatrixSet.read(file) {
    for matrix in set.matrices {
      precondition(matrix.values.count == set.rowCount * set.columnCount)
    }
  }
  return 0
}
