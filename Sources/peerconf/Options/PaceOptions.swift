import ArgumentParser
import CloudVPN

/// How fast requests go: for all of a run together, whatever it does at once.
struct PaceOptions: ParsableArguments {
  @Option(help: "Requests to the cloud per second, 1 to 200; default: peerconf.yaml, then 50.")
  var rate: Int?

  @Option(help: "Requests to the cloud at once, 1 to 64; default: peerconf.yaml, then 8.")
  var parallel: Int?

  static let rates = 1...200
  static let parallels = 1...64

  func validate() throws {
    guard rate.map(Self.rates.contains) ?? true else {
      throw ValidationError("--rate takes 1 to 200 requests per second")
    }
    guard parallel.map(Self.parallels.contains) ?? true else {
      throw ValidationError("--parallel takes 1 to 64 requests")
    }
  }

  func limits(_ settings: Settings) -> Pace.Limits {
    var limits = Pace.Limits()
    limits.requestsPerSecond = rate ?? settings.rate ?? limits.requestsPerSecond
    limits.concurrency = parallel ?? settings.parallel ?? limits.concurrency
    return limits
  }
}
