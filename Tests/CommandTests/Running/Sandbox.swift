import Foundation

/// A sandbox in a process of its own, as a user starts it.
final class Sandbox: Sendable {
  let endpoint: String
  let projectID: String
  let accessKey: String
  let secretKey: String
  private let running: Running

  /// Starts it on a free port of the loopback interface.
  init(seed: String? = nil, options: [String] = []) async throws {
    let arguments =
      ["sandbox", "serve", "--listen", "127.0.0.1:0"] + (seed.map { ["--seed", $0] } ?? []) + options
    running = try Running(Tool.path, arguments, environment: Tool.cleanEnvironment, keepsInputOpen: true)
    let line = try await running.firstLine()
    guard let members = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String],
      let endpoint = members["endpoint"], let projectID = members["projectId"],
      let accessKey = members["accessKey"], let secretKey = members["secretKey"]
    else { throw RunningError(text: "unexpected first line: \(line)") }
    self.endpoint = endpoint
    self.projectID = projectID
    self.accessKey = accessKey
    self.secretKey = secretKey
  }

  deinit { running.stop() }

  var port: Int { URL(string: endpoint)?.port ?? 0 }

  /// The environment that a client of this sandbox needs.
  var environment: [String: String] {
    [
      "HUAWEICLOUD_SDK_AK": accessKey, "HUAWEICLOUD_SDK_SK": secretKey,
      "HUAWEICLOUD_SDK_PROJECT_ID": projectID, "PEERCONF_ENDPOINT": endpoint,
    ]
  }

  /// Runs `peerconf` against this sandbox.
  func run(_ arguments: [String], in folder: String? = nil, environment more: [String: String] = [:])
    async throws
    -> Finished
  {
    try await Tool.run(arguments, in: folder, environment: environment.merging(more) { $1 })
  }
}
