/// Parameters in `application/x-www-form-urlencoded` text, with and without the signature.
struct QueryText {
  let pairs: [(name: String, value: String)]
  let signature: String?
  let withoutSignature: String

  init(_ text: String) {
    var pairs: [(name: String, value: String)] = []
    var signature: String?
    var kept: [Substring] = []
    for part in text.split(separator: "&", omittingEmptySubsequences: true) {
      let mark = part.firstIndex(of: "=")
      let name = PercentCoding.decode(mark.map { part[..<$0] } ?? part)
      let value = mark.map { PercentCoding.decode(part[part.index(after: $0)...]) } ?? ""
      if name == "signature" {
        signature = value
      } else {
        pairs.append((name, value))
        kept.append(part)
      }
    }
    self.pairs = pairs
    self.signature = signature
    withoutSignature = signature == nil ? text : kept.joined(separator: "&")
  }
}
