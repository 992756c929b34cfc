/* Fails the k-th call that touches a file below one folder: preloaded into a test's child process, never shipped.
 * IO_FAULT_DIR is the folder, IO_FAULT_AT the number of the call, IO_FAULT_ERRNO its errno or -1 for a short write. They
 * are read at each call, so that one process can play many faults. With IO_FAULT_STAYS every later call fails as well.
 * IO_FAULT_HIT is set to the number once it failed. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static long seen = 0;
static char armed[64] = "";

static int is_below(const char *path) {
  const char *folder = getenv("IO_FAULT_DIR");
  return folder != NULL && *folder != '\0' && strncmp(path, folder, strlen(folder)) == 0;
}

static int is_ours(int fd) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = '\0';
  return is_below(path);
}

/* 1 when this call is the one that fails. */
static int fails(int ours) {
  if (!ours) return 0;
  const char *at = getenv("IO_FAULT_AT");
  if (at == NULL) return 0;
  if (strcmp(at, armed) != 0) {
    strncpy(armed, at, sizeof armed - 1);
    seen = 0;
  }
  seen += 1;
  if (getenv("IO_FAULT_STAYS") == NULL ? seen != atol(at) : seen < atol(at)) return 0;
  setenv("IO_FAULT_HIT", at, 1);
  return 1;
}

static int error_number(void) {
  const char *number = getenv("IO_FAULT_ERRNO");
  return number == NULL ? EIO : atoi(number);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define REFUSE_IF(ours, result)     \
  if (fails(ours)) {                \
    int number = error_number();    \
    errno = number < 0 ? EIO : number; \
    return result;                  \
  }

static mode_t mode_of(int flags, va_list rest) { return (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0; }

#define OPEN(name)                             \
  int name(const char *path, int flags, ...) { \
    va_list rest;                              \
    va_start(rest, flags);                     \
    mode_t mode = mode_of(flags, rest);        \
    va_end(rest);                              \
    REFUSE_IF(is_below(path), -1)              \
    return REAL(name)(path, flags, mode);      \
  }
OPEN(open)
OPEN(open64)

int openat(int folder, const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = mode_of(flags, rest);
  va_end(rest);
  REFUSE_IF(is_below(path), -1)
  return REAL(openat)(folder, path, flags, mode);
}

static size_t shortened(size_t length) { return length / 2; }

#define WRITE(name, parameters, arguments, half)                 \
  ssize_t name parameters {                                      \
    if (fails(is_ours(fd))) {                                    \
      int number = error_number();                               \
      if (number < 0 && length > 1) return REAL(name) half;      \
      errno = number < 0 ? EIO : number;                         \
      return -1;                                                 \
    }                                                            \
    return REAL(name) arguments;                                 \
  }
WRITE(write, (int fd, const void *bytes, size_t length), (fd, bytes, length), (fd, bytes, shortened(length)))
WRITE(pwrite, (int fd, const void *bytes, size_t length, off_t at), (fd, bytes, length, at),
      (fd, bytes, shortened(length), at))
WRITE(pwrite64, (int fd, const void *bytes, size_t length, off64_t at), (fd, bytes, length, at),
      (fd, bytes, shortened(length), at))

int fsync(int fd) { REFUSE_IF(is_ours(fd), -1) return REAL(fsync)(fd); }
int fdatasync(int fd) { REFUSE_IF(is_ours(fd), -1) return REAL(fdatasync)(fd); }
int ftruncate(int fd, off_t length) { REFUSE_IF(is_ours(fd), -1) return REAL(ftruncate)(fd, length); }
int ftruncate64(int fd, off64_t length) { REFUSE_IF(is_ours(fd), -1) return REAL(ftruncate64)(fd, length); }
int rename(const char *from, const char *to) { REFUSE_IF(is_below(from), -1) return REAL(rename)(from, to); }
int unlink(const char *path) { REFUSE_IF(is_below(path), -1) return REAL(unlink)(path); }
int mkdir(const char *path, mode_t mode) { REFUSE_IF(is_below(path), -1) return REAL(mkdir)(path, mode); }
