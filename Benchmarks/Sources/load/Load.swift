import CloudVPN
import Foundation
import HTTPTransport
import Secrets

/// Lists the connections of a sandbox and exports as many configurations as asked, a number of them at once, and prints
/// one JSON line.
///
/// `load EXPORTS PARALLEL VENDOR/TYPE/MODEL/VERSION`: the sandbox and the keys come from the environment, as for peerconf.
@main struct Load {
  static func main() async throws {
    let arguments = CommandLine.arguments
    let environment = ProcessInfo.processInfo.environment
    guard arguments.count == 4, let exports = Int(arguments[1]), let parallel = Int(arguments[2]),
      let endpoint = environment["PEERCONF_ENDPOINT"], let accessKey = environment["HUAWEICLOUD_SDK_AK"],
      let secretKey = environment["HUAWEICLOUD_SDK_SK"]
    else { usage() }
    let parts = arguments[3].split(separator: "/").map(String.init)
    guard parts.count == 4 else { usage() }
    let device = SupportedDevice(vendor: parts[0], type: parts[1], model: parts[2], version: parts[3])
    // No pace: what the client can do, not what it does to a service that others use too.
    let client = try CloudVPNClient(
      transport: CurlTransport(), endpoint: CloudEndpoint(endpoint),
      projectID: environment["HUAWEICLOUD_SDK_PROJECT_ID"],
      credential: CloudCredential(accessKey: accessKey, secretKey: Secret(secretKey)))

    let clock = ContinuousClock()
    var connections: [CloudConnection] = []
    let listing = try await clock.measure { connections = try await client.connections() }
    let ids = connections.prefix(exports).map(\.id)
    var bytes = 0
    let exporting = try await clock.measure {
      try await withThrowingTaskGroup(of: Int.self) { group in
        var next = ids.makeIterator()
        func start() {
          guard let id = next.next() else { return }
          group.addTask {
            try await client.peerConfiguration(of: id, for: device).text.withExposedText { $0.utf8.count }
          }
        }
        for _ in 0..<parallel { start() }
        while let size = try await group.next() {
          bytes += size
          start()
        }
      }
    }
    var used = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &used)
    let cpu = [used.ru_utime, used.ru_stime].reduce(0.0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    print(
      #"{"peer": "peerconf", "listed": \#(connections.count), "list_seconds": \#(seconds(listing)), "#
        + #""exported": \#(ids.count), "bytes": \#(bytes), "export_seconds": \#(seconds(exporting)), "#
        + #""cpu_seconds": \#(cpu), "max_rss_kib": \#(used.ru_maxrss)}"#)
  }

  private static func usage() -> Never {
    FileHandle.standardError.write(
      Data("usage: load EXPORTS PARALLEL VENDOR/TYPE/MODEL/VERSION, with the variables of a sandbox\n".utf8))
    exit(64)
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }
}
