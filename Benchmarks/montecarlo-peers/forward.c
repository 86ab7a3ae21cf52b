/* The forward pass in C: the peer of the one in Swift, over the same network, durations and layout.
 *
 * Usage: forward FOLDER ROUNDS     reads network.bin and durations.bin, prints task-samples a CPU second and a checksum.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LANES = 16 };

static int32_t *read_numbers(const char *folder, const char *name, size_t *count)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file) { perror(path); exit(66); }
    fseek(file, 0, SEEK_END);
    long bytes = ftell(file);
    rewind(file);
    int32_t *numbers = aligned_alloc(64, ((size_t)bytes + 63) / 64 * 64);
    *count = (size_t)bytes / sizeof *numbers;
    if (fread(numbers, sizeof *numbers, *count, file) != *count) { perror(path); exit(66); }
    fclose(file);
    return numbers;
}

/* One block of sixteen samples: the start of a task is the latest finish of what it waits for. */
static void pass(size_t tasks, const int32_t *restrict from, const int32_t *restrict waits,
                 const int32_t *restrict durations, int32_t *restrict finish, int32_t *restrict last)
{
    for (size_t task = 0; task < tasks; task++) {
        int32_t start[LANES] = {0};
        for (int32_t edge = from[task]; edge < from[task + 1]; edge++) {
            const int32_t *other = finish + (size_t)waits[edge] * LANES;
            for (int lane = 0; lane < LANES; lane++) start[lane] = other[lane] > start[lane] ? other[lane] : start[lane];
        }
        const int32_t *length = durations + task * LANES;
        int32_t *end = finish + task * LANES;
        for (int lane = 0; lane < LANES; lane++) end[lane] = start[lane] + length[lane];
    }
    memset(last, 0, LANES * sizeof *last);
    for (size_t task = 0; task < tasks; task++)
        if (from[tasks + 1 + task])
            for (int lane = 0; lane < LANES; lane++) {
                int32_t end = finish[task * LANES + lane];
                last[lane] = end > last[lane] ? end : last[lane];
            }
}

int main(int count, char **arguments)
{
    if (count != 3) { fprintf(stderr, "usage: forward FOLDER ROUNDS\n"); return 64; }
    size_t numbers, lengths;
    int32_t *network = read_numbers(arguments[1], "network.bin", &numbers);
    int32_t *durations = read_numbers(arguments[1], "durations.bin", &lengths);
    size_t tasks = (size_t)network[0];
    /* Where each task's predecessors begin; then whether nothing waits for it. */
    int32_t *from = calloc(2 * tasks + 1, sizeof *from);
    int32_t *waits = malloc(numbers * sizeof *waits);
    int32_t edges = 0;
    for (size_t task = 0; task < tasks; task++) from[tasks + 1 + task] = 1;
    for (size_t task = 0, at = 1; task < tasks; task++) {
        int32_t many = network[at++];
        while (many-- > 0) {
            from[tasks + 1 + (size_t)network[at]] = 0;
            waits[edges++] = network[at++];
        }
        from[task + 1] = edges;
    }
    int32_t *finish = aligned_alloc(64, tasks * LANES * sizeof *finish);
    int32_t last[LANES];
    size_t blocks = lengths / (tasks * LANES);
    int rounds = atoi(arguments[2]);
    int64_t checksum = 0;
    struct timespec begin, end;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
    for (int round = 0; round < rounds; round++) {
        checksum = 0;
        for (size_t block = 0; block < blocks; block++) {
            pass(tasks, from, waits, durations + block * tasks * LANES, finish, last);
            for (int lane = 0; lane < LANES; lane++) checksum += last[lane];
        }
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    double seconds = (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9;
    printf("C forward pass, samples x tasks a second\t%.0f\n", (double)rounds * (double)blocks * LANES * (double)tasks / seconds);
    printf("C forward pass, checksum\t%lld\n", (long long)checksum);
    return 0;
}
