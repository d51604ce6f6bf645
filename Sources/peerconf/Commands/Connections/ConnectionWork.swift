import ArgumentParser
import CloudVPN
import Diagnostics
import OrderedJSON
import Secrets

/// One change of connections from the request to the end: shown, asked about, sent, waited for.
struct ConnectionWork {
  let options: CloudChangeOptions
  let workspace: Workspace
  let change: ConnectionChange
  /// `create`, `change`, `reset` or `delete`, for the question and the report.
  let verb: String
  /// What somebody should know before saying yes.
  var warning: String?

  init(_ change: ConnectionChange, verb: String, warning: String? = nil, options: CloudChangeOptions) throws {
    if let complaint = change.id.flatMap(CloudVPNClient.complaint) { throw InputError(complaint) }
    self.change = change
    self.verb = verb
    self.warning = warning
    self.options = options
    workspace = try options.workspace.locate()
  }

  func run() async throws {
    if options.dryRun { return show(to: StandardOutput.write) }
    let cloud = try await options.place.connect(workspace, requestTimeout: options.requestTimeout)
    show { StandardError.write(Printable.text($0)) }
    if !options.yes { try await ask(cloud) }
    let made = try await perform(cloud.client)
    try await finish(made, client: cloud.client)
  }

  // MARK: - Showing and asking

  /// The request with tags in the places of keys.
  private func show(to write: (String) -> Void) {
    let tagKey = workspace.tagKeyForShowing(isNeeded: change.drafts.contains { $0.key != nil })
    let projectID = options.place.knownProjectID(workspace) ?? "PROJECT_ID"
    let request = change.request(projectID: projectID) { draft in
      guard let key = draft.key else { return draft.keyReference.map(SecretPlaceholder.token) }
      return tagKey.map { "\(KeyTag(of: key, under: $0))" } ?? "\(key)"
    }
    if options.dryRun, options.format == .json {
      var members: JSONObject = ["method": .string(request.method), "path": .string(request.target)]
      members["body"] = request.body
      return write(Report.document("peerconf.request/1", members).text())
    }
    write("\(request.method) \(request.target)\n" + (request.body?.text() ?? ""))
  }

  private func ask(_ cloud: CloudConnector) async throws {
    if let id = change.id {
      let connection = try await cloud.client.connection(id)
      StandardError.write(Printable.text(ConnectionTable.text([connection])))
    }
    if let warning { StandardError.note(warning) }
    let subject = change.id == nil ? counted(change.drafts.count, "connection") : "this connection"
    let place = "in project \(cloud.projectID), region \(cloud.region)"
    StandardError.write(
      Printable.text("\(verb.prefix(1).uppercased() + verb.dropFirst()) \(subject) \(place)? [y/N] "))
    let answer = try StandardInput.line().lowercased()
    guard ["y", "yes"].contains(answer) else {
      StandardError.note("nothing was sent")
      throw Process.Ending(outcome: .interrupted)
    }
  }

  // MARK: - Doing

  private func perform(_ client: CloudVPNClient) async throws -> [CloudConnection] {
    do {
      return try await client.perform(change)
    } catch {
      // A deletion that is under way already is the deletion that was asked for.
      if case .delete = change, error.code == "VPN.0009" {
        StandardError.note("the connection is being deleted already")
        return []
      }
      throw error.isUncertain ? ChangeEnding(outcome: error.outcome, text: "\(error) \(lookUp)") : error
    }
  }

  /// How to see whether a change has happened.
  private var lookUp: String {
    guard let id = change.id else {
      let names = change.drafts.compactMap(\.name).map { "“\($0)”" }.joined(separator: ", ")
      let gateway = change.drafts.first?.gatewayID.map { " --gateway \($0)" } ?? ""
      return Printable.text(
        "Look with `peerconf connections list\(gateway)`\(names.isEmpty ? "" : " for \(names)").")
    }
    return "Look with `peerconf connections show \(id)`."
  }

  private var goal: ConnectionGoal {
    switch change {
    case .create, .createBatch: .made
    case .update, .reset: .changed
    case .delete: .gone
    }
  }

  // MARK: - Waiting and reporting

  private func finish(_ made: [CloudConnection], client: CloudVPNClient) async throws {
    var known = WaitedConnections(ids: change.id.map { [$0] } ?? made.map(\.id))
    for connection in made { known.seen[connection.id] = connection }
    var ending: ChangeEnding?
    if options.wait {
      do {
        let seen = try await client.wait(for: known.ids, until: goal, limit: options.timeout.duration) {
          WaitProgress.show($0, goal: goal, elapsed: $1)
        }
        known.merge(seen)
      } catch {
        known.merge(error.known)
        ending = ChangeEnding(error, verb: verb, timeout: options.timeout)
      }
    }
    report(known, isDone: options.wait && ending == nil)
    if let ending { throw ending }
    if case .createBatch(let drafts) = change, made.count < drafts.count {
      throw ChangeEnding(
        outcome: .unreachable,
        text: "the cloud answered with \(made.count) of \(drafts.count) connections. \(lookUp)")
    }
  }

  /// What is known now, as the result; a connection that is gone has no row.
  private func report(_ known: WaitedConnections, isDone: Bool) {
    let connections = known.ids.compactMap { known.gone.contains($0) ? nil : known.seen[$0] }
    switch options.format {
    case .json:
      let members: JSONObject = [
        "operation": .string(verb), "ids": .array(known.ids.map(JSON.string)), "done": .bool(isDone),
        "connections": .array(connections.map(\.raw)),
      ]
      StandardOutput.write(Report.document("peerconf.connection-change/1", members).text())
    case .text:
      if !connections.isEmpty { StandardOutput.show(ConnectionTable.text(connections)) }
    }
    if options.wait {
      if isDone, goal == .gone { StandardError.note("deleted \(known.ids.joined(separator: ", "))") }
    } else {
      StandardError.note(
        "the cloud goes on by itself. Look with "
          + known.ids.map { "`peerconf connections show \($0)`" }.joined(separator: " and ") + ".")
    }
  }
}

extension WaitedConnections {
  fileprivate mutating func merge(_ other: WaitedConnections) {
    seen.merge(other.seen) { $1 }
    gone.formUnion(other.gone)
  }
}
