/// Who may call an operation.
enum OperationSecurity {
  /// Anyone.
  case none
  /// Whoever shows a known API key.
  case key
  /// Whoever signs with a known API key.
  case signed
}
