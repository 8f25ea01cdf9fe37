/// The parameters that every signed operation knows.
enum SignedParameters {
  static let names = ["recvWindow", "timestamp"]
}
