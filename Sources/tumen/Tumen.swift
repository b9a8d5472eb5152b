@main
struct Tumen {
  static func main() {
    print("tumen")
  }
}
