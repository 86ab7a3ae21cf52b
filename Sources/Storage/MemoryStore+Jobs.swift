package import Operations
package import Slipway
import Synchronization

extension MemoryStore {
  package func ensure(_ jobs: [Job]) throws(StoreError) {
    state.withLock { state in
      for job in jobs where state.jobs[job.reference] == nil { state.jobs[job.reference] = job }
    }
  }

  package func lease(
    _ programme: Key<Programme>, limit: Int, perKind: [Job.Kind: Int], holder: String, until: Timestamp, now: Timestamp
  ) throws(StoreError) -> [Job] {
    state.withLock { state in
      let held = state.jobs.values.filter { $0.isHeld(at: now) }
      let room = LeaseRoom(
        limit: limit, perKind: perKind, held: Dictionary(grouping: held, by: \.kind).mapValues(\.count))
      let due = state.jobs.values.filter {
        $0.reference.programme == programme && $0.due <= now && !$0.isHeld(at: now)
      }.sorted(by: Job.isEarlier)
      var jobs = Array(
        Job.Kind.allCases.flatMap { kind in due.filter { $0.kind == kind }.prefix(room.of(kind)) }
          .sorted(by: Job.isEarlier).prefix(max(0, limit)))
      for index in jobs.indices {
        jobs[index].hand(to: holder, until: until)
        state.jobs[jobs[index].reference] = jobs[index]
      }
      return jobs
    }
  }

  package func renew(_ key: Job.Reference, holder: String, until: Timestamp) throws(StoreError) -> Bool {
    state.withLock { state in
      guard state.jobs[key]?.holder == holder else { return false }
      state.jobs[key]?.heldUntil = until
      return true
    }
  }

  package func markActed(_ key: Job.Reference, holder: String) throws(StoreError) {
    try state.withLock { (state) throws(StoreError) in
      guard state.jobs[key]?.holder == holder else { throw .lost(key, by: holder) }
      state.jobs[key]?.hasActed = true
    }
  }

  package func postpone(
    _ key: Job.Reference, holder: String, until: Timestamp, because: String
  ) throws(StoreError) {
    state.withLock { state in
      guard state.jobs[key]?.holder == holder else { return }
      state.jobs[key]?.hasActed = false
      state.jobs[key]?.due = until
      state.jobs[key]?.lastProblem = because
      state.jobs[key]?.release()
    }
  }

  package func remove(_ keys: [Job.Reference]) throws(StoreError) {
    state.withLock { state in
      for key in keys { state.jobs[key] = nil }
    }
  }

  package func jobs(of programme: Key<Programme>) throws(StoreError) -> [Job] {
    state.withLock { state in
      state.jobs.values.filter { $0.reference.programme == programme }.sorted(by: Job.isEarlier)
    }
  }

  package func releaseAll() throws(StoreError) {
    state.withLock { state in
      state.jobs = state.jobs.mapValues { job in
        var free = job
        free.release()
        return free
      }
    }
  }
}
