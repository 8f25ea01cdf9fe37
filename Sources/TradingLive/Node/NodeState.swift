/// Where a node is in its life.
public enum NodeState: String, Hashable, Sendable {
  case idle
  case built
  case connecting
  case reconciling
  case running
  case stopping
  case stopped

  /// Whether a node may go on to the next state.
  func allows(_ next: NodeState) -> Bool {
    switch (self, next) {
    case (.idle, .built), (.built, .connecting), (.connecting, .reconciling), (.reconciling, .running),
      (.running, .stopping), (.connecting, .stopping), (.reconciling, .stopping), (.built, .stopped),
      (.idle, .stopped), (.stopping, .stopped):
      true
    default: false
    }
  }
}
