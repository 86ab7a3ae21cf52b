import Foundation
import Interchange
import Scheduling

/// Reads a file of the library into a project of the engine.
enum Library {
  static func project(_ file: URL) throws -> ResourceProject {
    let bytes: [UInt8]
    do {
      bytes = [UInt8](try Data(contentsOf: file))
    } catch {
      throw Complaint("\(file.path): \(error.localizedDescription)")
    }
    let library: LibraryProject
    do {
      library = try LibraryProject.parse(bytes)
    } catch {
      throw Complaint("\(file.path):\(error)")
    }
    do {
      return try project(library)
    } catch {
      throw Complaint("\(file.path):1:1: The project cannot be scheduled: \(error). Activities count from 0.")
    }
  }

  private static func project(_ library: LibraryProject) throws -> ResourceProject {
    let activities = library.jobs.map { job in
      ResourceProject.Activity(
        duration: job.duration,
        demands: job.demands.enumerated().filter { $0.element > 0 }.map {
          ResourceProject.Demand(resource: $0.offset, amount: $0.element)
        })
    }
    let links = library.jobs.enumerated().flatMap { index, job in
      job.successors.map { ResourceProject.Link(predecessor: index, successor: $0) }
    }
    let resources = library.capacities.map { ResourceProject.Resource(capacity: $0) }
    return try ResourceProject(activities: activities, resources: resources, links: links)
  }
}
