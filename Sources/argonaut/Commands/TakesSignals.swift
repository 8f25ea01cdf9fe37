/// A command that takes SIGINT and SIGTERM over soon after its start, and ends in order then.
protocol TakesSignals {}

extension GatewayCommand: TakesSignals {}
extension RecordCommand: TakesSignals {}
extension RequestCommand: TakesSignals {}
extension RunCommand: TakesSignals {}
extension WatchCommand: TakesSignals {}
