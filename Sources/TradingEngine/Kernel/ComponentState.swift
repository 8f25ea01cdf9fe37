/// Where an actor, a strategy or the kernel is in its life.
public enum ComponentState: String, Hashable, Sendable, CaseIterable {
  /// Made, but not yet part of a kernel.
  case preInitialized = "PRE_INITIALIZED"
  case ready = "READY"
  case starting = "STARTING"
  case running = "RUNNING"
  case stopping = "STOPPING"
  case stopped = "STOPPED"
  case resetting = "RESETTING"
  case disposing = "DISPOSING"
  case disposed = "DISPOSED"

  /// What makes a component change its state.
  public enum Trigger: String, Hashable, Sendable, CaseIterable {
    case register = "REGISTER"
    case start = "START"
    case startCompleted = "START_COMPLETED"
    case stop = "STOP"
    case stopCompleted = "STOP_COMPLETED"
    case reset = "RESET"
    case resetCompleted = "RESET_COMPLETED"
    case dispose = "DISPOSE"
    case disposeCompleted = "DISPOSE_COMPLETED"
  }

  /// The state after a trigger, or `nil` where the trigger is not allowed.
  public func next(on trigger: Trigger) -> ComponentState? {
    switch (self, trigger) {
    case (.preInitialized, .register): .ready
    case (.ready, .start), (.stopped, .start): .starting
    case (.starting, .startCompleted): .running
    case (.starting, .stop), (.running, .stop): .stopping
    case (.stopping, .stopCompleted): .stopped
    case (.ready, .reset), (.stopped, .reset): .resetting
    case (.resetting, .resetCompleted): .ready
    case (.preInitialized, .dispose), (.ready, .dispose), (.stopped, .dispose): .disposing
    case (.disposing, .disposeCompleted): .disposed
    default: nil
    }
  }
}
