public import Foundation
public import Tables

/// Reads trip tables in the TNTP format: `Origin 1`, then pairs `destination : trips ;`.
public enum TNTPTripsReader {
  /// Reads a file.
  ///
  /// - Parameters:
  ///   - url: the file; gzip is unpacked.
  ///   - name: how faults name it.
  ///   - faults: gets everything that is wrong, by line.
  /// - Returns: the trips; `nil` where the file has an error.
  public static func read(_ url: URL, name: String, faults: FaultCollector) -> TripTable? {
    do {
      return parse(try FileBytes.read(url, name: name), name: name, faults: faults)
    } catch {
      faults.add(error)
      return nil
    }
  }

  /// Parses the bytes of a file, as ``read(_:name:faults:)`` does.
  public static func parse(_ bytes: [UInt8], name: String, faults: FaultCollector) -> TripTable? {
    let errorsBefore = faults.errors.count
    var scanner = TNTPScanner(bytes, file: name, faults: faults)
    let head = TNTPMetadata(&scanner)
    let zoneCount = head.integer("NUMBER OF ZONES", in: 1...1_000_000)
    let stated = head.number("TOTAL OD FLOW")
    guard let zoneCount else { return nil }

    var origins: [Int32] = []
    var destinations: [Int32] = []
    var trips: [Double] = []
    var origin: Int?
    let originWord = Array("origin".utf8)
    while scanner.nextLine() {
      if scanner.take(word: originWord) {
        origin = scanner.integer("origin", in: 1...zoneCount)
        if !scanner.isAtEnd() {
          scanner.fault(
            nil,
            found: "'\(scanner.rest())' after the origin",
            expected: "the end of the line"
          )
        }
        // The pairs of a wrong origin are checked all the same.
        origin = origin ?? 1
        continue
      }
      guard let origin else {
        scanner.fault(nil, found: "'\(scanner.rest())'", expected: "a line such as Origin 1")
        break
      }
      while !scanner.isAtEnd() {
        // What is wrong in one pair hides nothing in the rest of the line.
        let zone = scanner.integer("destination", in: 1...zoneCount)
        guard scanner.take(":") else {
          scanner.fault(nil, found: "'\(scanner.rest())'", expected: "':' after the destination")
          break
        }
        if let value = scanner.number("trips") {
          if value < 0 {
            scanner.fault("trips", found: "\(value)", expected: "zero or above")
          } else if let zone {
            origins.append(Int32(origin - 1))
            destinations.append(Int32(zone - 1))
            trips.append(value)
          }
        }
        if !scanner.take(";"), !scanner.isAtEnd() {
          scanner.fault(nil, found: "'\(scanner.rest())'", expected: "';' after the trips")
          break
        }
      }
    }
    let total = trips.reduce(0, +)
    if !total.isFinite {
      faults.error(
        name,
        column: "trips",
        found: "an endless sum",
        expected: "a finite sum of trips"
      )
    }
    guard faults.errors.count == errorsBefore else { return nil }
    if let stated, abs(stated - total) > 1e-4 * max(abs(stated), total) {
      faults.warning(
        name,
        line: head.line("TOTAL OD FLOW"),
        column: "TOTAL OD FLOW",
        found: "\(stated)",
        expected: "\(total), the sum of the trips"
      )
    }
    return TripTable.of(
      file: name,
      zoneCount: zoneCount,
      pairs: (origins, destinations, trips),
      faults: faults
    )
  }
}
