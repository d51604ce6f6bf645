import ArgumentParser
import CloudSandbox
import Diagnostics
import OrderedJSON
import SafeFiles

struct SandboxServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve the cloud's API on this machine until interrupted.",
    discussion: """
      The first line on stdout is one JSON object with endpoint, projectId, accessKey and secretKey; all of them, and \
      all devices and connections of the default seed, are invented. Requests are logged to stderr.

      Example:
        peerconf sandbox serve --listen 127.0.0.1:8443
      """)

  @Option(help: "HOST:PORT on the loopback interface; port 0 lets the system choose.")
  var listen: String = "127.0.0.1:0"
  @Option(help: "JSON file with gateways, connections, devices, users and faults; default: built-in data.")
  var seed: String?
  @Flag(help: "Print the built-in data as a seed file, a start for one of your own, and end.")
  var printSeed = false
  @Flag(help: "Do not log requests.")
  var quiet = false

  func run() async throws {
    if printSeed {
      StandardOutput.write(DefaultSeed.text)
      return
    }
    let address: ListenAddress
    do {
      address = try ListenAddress(parsing: listen)
    } catch {
      throw ValidationError(error.description)
    }
    guard address.isLoopback else {
      throw ValidationError("the sandbox speaks plain HTTP and listens on loopback addresses only")
    }
    var data = SandboxSeed.standard
    if let seed {
      do {
        data = try SandboxSeed(parsing: try SafeFile.read(seed, limit: 256 << 20), source: seed)
      } catch let error as SeedError {
        throw InputError(error.description)
      }
    }
    guard let user = data.users.first else { throw InputError("the seed names no credentials") }
    let quiet = quiet
    let server = try await SandboxServer.start(Sandbox(seed: data), listen: address) { line in
      if !quiet { StandardError.note(line) }
    }
    var first: JSONObject = [
      "endpoint": .string(server.endpoint), "projectId": .string(data.projectID),
      "accessKey": .string(user.accessKey), "secretKey": .string(user.secretKey.text),
      "region": .string(data.identity.region), "domainName": .string(data.identity.domainName),
      "userName": .string(user.name),
    ]
    if let password = user.password { first["password"] = .string(password.text) }
    StandardOutput.write(JSON.object(first).text(.compact) + "\n")
    // Sleeps until the interrupt cancels the task; then the port is closed.
    while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
    await server.stop()
    throw CancellationError()
  }
}
