/* Makes the file calls of a program fail: a library that is loaded before the C library.
 *
 * Only calls on files below FAULT_DIR count. FAULT_LOG names the file (outside of it) that gets a
 * line for each failed call, and at the end of the process how many calls there were. The call
 * with number FAULT_AT, counted from 1, fails as FAULT_KIND says: ENOSPC, EIO, EROFS, or SHORT
 * for a write of half of what was asked. With FAULT_ON set all later calls fail as well.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define FILES 4096

static atomic_long calls;
static atomic_char ours[FILES];
static const char *dir, *log_path;
static long at;
static int on, code, is_short;

#define REAL(result, name, ...) \
  static result (*real)(__VA_ARGS__); \
  if (!real) real = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static void note(const char *text) {
  static int (*real_open)(const char *, int, ...);
  static ssize_t (*real_write)(int, const void *, size_t);
  if (!real_open) real_open = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
  if (!real_write) real_write = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
  int file = log_path ? real_open(log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
  if (file < 0) return;
  if (real_write(file, text, strlen(text)) < 0) abort();
  close(file);
}

__attribute__((constructor)) static void begin(void) {
  const char *kind = getenv("FAULT_KIND"), *number = getenv("FAULT_AT");
  dir = getenv("FAULT_DIR");
  log_path = getenv("FAULT_LOG");
  at = number ? atol(number) : 0;
  on = getenv("FAULT_ON") != NULL;
  if (!kind) kind = "";
  is_short = !strcmp(kind, "SHORT");
  code = !strcmp(kind, "ENOSPC") ? ENOSPC : !strcmp(kind, "EROFS") ? EROFS : EIO;
}

__attribute__((destructor)) static void end(void) {
  char line[64];
  snprintf(line, sizeof line, "calls %ld\n", (long)calls);
  note(line);
}

static int below(const char *path) { return dir && path && !strncmp(path, dir, strlen(dir)); }
static int known(int file) { return file >= 0 && file < FILES && ours[file]; }

/* Counts a call and tells whether it is to fail. */
static int fails(const char *name) {
  long number = ++calls;
  if (!at || (on ? number < at : number != at)) return 0;
  char line[128];
  snprintf(line, sizeof line, "failed %s\n", name);
  note(line);
  errno = code;
  return 1;
}

/* Reading fails with EIO alone, and a short write is a matter of writing. */
static int reading_fails(const char *name) { return code == EIO && !is_short && fails(name); }
static int other_fails(const char *name) { return !is_short && fails(name); }

static int opened(int file, const char *path) {
  if (file >= 0 && file < FILES) ours[file] = below(path);
  return file;
}

#define OPEN(function)                                                        \
  int function(const char *path, int flags, ...) {                            \
    REAL(int, #function, const char *, int, ...);                             \
    va_list rest;                                                             \
    va_start(rest, flags);                                                    \
    mode_t mode = va_arg(rest, mode_t);                                       \
    va_end(rest);                                                             \
    if (below(path) && other_fails(#function)) return -1;                     \
    return opened(real(path, flags, mode), path);                             \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(function)                                                      \
  int function(int place, const char *path, int flags, ...) {                 \
    REAL(int, #function, int, const char *, int, ...);                        \
    va_list rest;                                                             \
    va_start(rest, flags);                                                    \
    mode_t mode = va_arg(rest, mode_t);                                       \
    va_end(rest);                                                             \
    if (below(path) && other_fails(#function)) return -1;                     \
    return opened(real(place, path, flags, mode), path);                      \
  }
OPENAT(openat)
OPENAT(openat64)

int close(int file) {
  REAL(int, "close", int);
  if (file >= 0 && file < FILES) ours[file] = 0;
  return real(file);
}

ssize_t write(int file, const void *bytes, size_t count) {
  REAL(ssize_t, "write", int, const void *, size_t);
  if (known(file) && fails("write")) return is_short ? real(file, bytes, count / 2) : -1;
  return real(file, bytes, count);
}

#define PWRITE(function, offset)                                              \
  ssize_t function(int file, const void *bytes, size_t count, offset where) { \
    REAL(ssize_t, #function, int, const void *, size_t, offset);              \
    if (known(file) && fails(#function))                                      \
      return is_short ? real(file, bytes, count / 2, where) : -1;             \
    return real(file, bytes, count, where);                                   \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t read(int file, void *bytes, size_t count) {
  REAL(ssize_t, "read", int, void *, size_t);
  if (known(file) && reading_fails("read")) return -1;
  return real(file, bytes, count);
}

#define PREAD(function, offset)                                               \
  ssize_t function(int file, void *bytes, size_t count, offset where) {       \
    REAL(ssize_t, #function, int, void *, size_t, offset);                    \
    if (known(file) && reading_fails(#function)) return -1;                   \
    return real(file, bytes, count, where);                                   \
  }
PREAD(pread, off_t)
PREAD(pread64, off64_t)

#define ON_FILE(function, parameters, ...)                                    \
  int function parameters {                                                   \
    REAL(int, #function, SIGNATURE);                                          \
    if (known(file) && other_fails(#function)) return -1;                     \
    return real(__VA_ARGS__);                                                 \
  }
#define SIGNATURE int
ON_FILE(fsync, (int file), file)
ON_FILE(fdatasync, (int file), file)
#undef SIGNATURE
#define SIGNATURE int, off_t
ON_FILE(ftruncate, (int file, off_t size), file, size)
#undef SIGNATURE
#define SIGNATURE int, off64_t
ON_FILE(ftruncate64, (int file, off64_t size), file, size)
#undef SIGNATURE
#define SIGNATURE int, mode_t
ON_FILE(fchmod, (int file, mode_t mode), file, mode)
#undef SIGNATURE

#define MAP(function, offset)                                                 \
  void *function(void *place, size_t size, int guard, int flags, int file, offset where) { \
    REAL(void *, #function, void *, size_t, int, int, int, offset);           \
    if (known(file) && other_fails(#function)) return MAP_FAILED;             \
    return real(place, size, guard, flags, file, where);                      \
  }
MAP(mmap, off_t)
MAP(mmap64, off64_t)

int rename(const char *from, const char *to) {
  REAL(int, "rename", const char *, const char *);
  if (below(to) && other_fails("rename")) return -1;
  return real(from, to);
}

int link(const char *from, const char *to) {
  REAL(int, "link", const char *, const char *);
  if (below(to) && other_fails("link")) return -1;
  return real(from, to);
}

int linkat(int one, const char *from, int other, const char *to, int flags) {
  REAL(int, "linkat", int, const char *, int, const char *, int);
  if (below(to) && other_fails("linkat")) return -1;
  return real(one, from, other, to, flags);
}

int unlink(const char *path) {
  REAL(int, "unlink", const char *);
  if (below(path) && other_fails("unlink")) return -1;
  return real(path);
}

int mkdir(const char *path, mode_t mode) {
  REAL(int, "mkdir", const char *, mode_t);
  if (below(path) && other_fails("mkdir")) return -1;
  return real(path, mode);
}

ssize_t copy_file_range(int from, off64_t *at_from, int to, off64_t *at_to, size_t count,
                        unsigned flags) {
  REAL(ssize_t, "copy_file_range", int, off64_t *, int, off64_t *, size_t, unsigned);
  if (known(to) && other_fails("copy_file_range")) return -1;
  return real(from, at_from, to, at_to, count, flags);
}
