/// A sum that keeps what rounding takes (Neumaier 1974).
struct CompensatedSum {
  private var sum = 0.0
  private var rest = 0.0

  mutating func add(_ value: Double) {
    let total = sum + value
    rest += abs(sum) >= abs(value) ? (sum - total) + value : (value - total) + sum
    sum = total
  }

  var value: Double { sum + rest }
}
