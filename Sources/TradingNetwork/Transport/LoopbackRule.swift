/// The rule that plain, unencrypted URLs are for this machine only.
public enum LoopbackRule {
  /// Whether a host is this machine: `127.0.0.0/8`, `::1` or `localhost`. `0.0.0.0` is not.
  public static func isLoopback(host: String) -> Bool {
    let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    if bare.lowercased() == "localhost" || bare == "::1" { return true }
    let parts = bare.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
