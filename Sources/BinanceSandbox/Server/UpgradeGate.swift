/// A service that can tell before an upgrade whether it would refuse it.
protocol UpgradeGate: AnyObject {
  func mayUpgrade(_ target: RequestTarget, client: String) -> Bool
}
