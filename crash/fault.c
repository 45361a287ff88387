/* Loaded before the C library (LD_PRELOAD): makes calls that change files below a folder fail.
 *
 * FAULT_BELOW   the folder; other files are left alone
 * FAULT_KIND    eio, enospc, short (a write writes half, a sync fails with EIO), or lie (a sync does
 *               nothing and says that it did)
 * FAULT_FIRST   the number of the first call that fails, from 1; FAULT_LAST the last, without it all
 * FAULT_ROOM    calls fail only while this file does not exist
 * FAULT_COUNT   a file that is told each call that is counted, a line each
 * FAULT_SHADOW  a folder to which every file is copied whenever it was synced: what a loss of power
 *               would leave at worst. What is deleted is deleted there too.
 *
 * Counted are write, pwrite, pwrite64, writev, fsync, fdatasync, ftruncate, ftruncate64, fallocate and
 * posix_fallocate.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { NONE, EIO_, ENOSPC_, SHORT, LIE };

static const char *below, *room, *shadow;
static size_t below_length;
static enum kind kind = NONE;
static long first, last;
static atomic_long calls;
static int count_fd = -1;
static pthread_mutex_t copying = PTHREAD_MUTEX_INITIALIZER;

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_writev)(int, const struct iovec *, int);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_ftruncate)(int, off_t);
static int (*real_fallocate)(int, int, off_t, off_t);
static int (*real_posix_fallocate)(int, off_t, off_t);
static int (*real_unlink)(const char *);

__attribute__((constructor)) static void begin(void) {
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_writev = dlsym(RTLD_NEXT, "writev");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_fallocate = dlsym(RTLD_NEXT, "fallocate64");
    real_posix_fallocate = dlsym(RTLD_NEXT, "posix_fallocate64");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    below = getenv("FAULT_BELOW");
    below_length = below ? strlen(below) : 0;
    room = getenv("FAULT_ROOM");
    shadow = getenv("FAULT_SHADOW");
    const char *named = getenv("FAULT_KIND");
    if (named)
        kind = !strcmp(named, "eio")      ? EIO_
               : !strcmp(named, "enospc") ? ENOSPC_
               : !strcmp(named, "short")  ? SHORT
               : !strcmp(named, "lie")    ? LIE
                                          : NONE;
    first = getenv("FAULT_FIRST") ? atol(getenv("FAULT_FIRST")) : LONG_MAX;
    last = getenv("FAULT_LAST") ? atol(getenv("FAULT_LAST")) : LONG_MAX;
    if (getenv("FAULT_COUNT"))
        count_fd = open(getenv("FAULT_COUNT"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* The file behind a descriptor, where it is below the folder. */
static const char *ours(int fd, char path[PATH_MAX]) {
    char link[64];
    if (!below_length)
        return NULL;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length <= 0)
        return NULL;
    path[length] = 0;
    return !strncmp(path, below, below_length) && path[below_length] == '/' ? path : NULL;
}

/* Whether this call is to fail: then errno is set. */
static int fails(int fd, const char *name) {
    char path[PATH_MAX];
    int before = errno;
    if (!ours(fd, path)) {
        errno = before;
        return 0;
    }
    long number = atomic_fetch_add(&calls, 1) + 1;
    int is_hit = kind != NONE && kind != LIE && number >= first && number <= last && !(room && access(room, F_OK) == 0);
    if (count_fd >= 0 && real_write) {
        char line[PATH_MAX + 64];
        int length = snprintf(line, sizeof line, "%ld %s %s%s\n", number, name, path + below_length + 1, is_hit ? " FAILS" : "");
        if (length > 0 && real_write(count_fd, line, (size_t)length) < 0)
            count_fd = -1;
    }
    errno = before;
    if (is_hit)
        errno = kind == ENOSPC_ ? ENOSPC : EIO;
    return is_hit;
}

/* Copies what was synced; a copy that is cut off leaves the one before. */
static void keep(int fd) {
    char path[PATH_MAX], part[PATH_MAX + 8], whole[PATH_MAX], block[1 << 16];
    struct stat about;
    int before = errno;
    if (!shadow || !ours(fd, path) || fstat(fd, &about) || !S_ISREG(about.st_mode) || strstr(path, "/search/"))
        goto end;
    snprintf(whole, sizeof whole, "%s/%s", shadow, strrchr(path, '/') + 1);
    snprintf(part, sizeof part, "%s.part", whole);
    pthread_mutex_lock(&copying);
    int from = open(path, O_RDONLY | O_CLOEXEC), to = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    ssize_t got = 0;
    while (from >= 0 && to >= 0 && (got = read(from, block, sizeof block)) > 0)
        if (real_write(to, block, (size_t)got) != got)
            abort();
    if (from < 0 || to < 0 || got < 0 || rename(part, whole))
        abort();
    close(from);
    close(to);
    pthread_mutex_unlock(&copying);
end:
    errno = before;
}

ssize_t write(int fd, const void *data, size_t size) {
    if (!fails(fd, "write"))
        return real_write(fd, data, size);
    return kind == SHORT && size > 1 ? real_write(fd, data, size / 2) : -1;
}

ssize_t pwrite64(int fd, const void *data, size_t size, off_t at) {
    if (!fails(fd, "pwrite"))
        return real_pwrite(fd, data, size, at);
    return kind == SHORT && size > 1 ? real_pwrite(fd, data, size / 2, at) : -1;
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { return pwrite64(fd, data, size, at); }

ssize_t writev(int fd, const struct iovec *parts, int count) {
    return fails(fd, "writev") ? -1 : real_writev(fd, parts, count);
}

int fsync(int fd) {
    if (fails(fd, "fsync"))
        return -1;
    if (kind == LIE)
        return 0;
    int done = real_fsync(fd);
    if (!done)
        keep(fd);
    return done;
}

int fdatasync(int fd) {
    if (fails(fd, "fdatasync"))
        return -1;
    if (kind == LIE)
        return 0;
    int done = real_fdatasync(fd);
    if (!done)
        keep(fd);
    return done;
}

int ftruncate64(int fd, off_t size) { return fails(fd, "ftruncate") ? -1 : real_ftruncate(fd, size); }

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

int fallocate64(int fd, int mode, off_t at, off_t size) {
    return fails(fd, "fallocate") ? -1 : real_fallocate(fd, mode, at, size);
}

int fallocate(int fd, int mode, off_t at, off_t size) { return fallocate64(fd, mode, at, size); }

int posix_fallocate64(int fd, off_t at, off_t size) {
    return fails(fd, "posix_fallocate") ? errno : real_posix_fallocate(fd, at, size);
}

int posix_fallocate(int fd, off_t at, off_t size) { return posix_fallocate64(fd, at, size); }

int unlink(const char *path) {
    char real[PATH_MAX], whole[PATH_MAX];
    int is_ours = shadow && below_length && realpath(path, real) && !strncmp(real, below, below_length) &&
                  real[below_length] == '/' && !strchr(real + below_length + 1, '/');
    int done = real_unlink(path);
    if (!done && is_ours) {
        snprintf(whole, sizeof whole, "%s/%s", shadow, real + below_length + 1);
        real_unlink(whole);
        errno = 0;
    }
    return done;
}
