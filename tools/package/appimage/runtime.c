/*
 * The head of an AppImage (type 2): mounts the squashfs image that follows it in the same file, runs the AppRun within, and
 * cleans up after it. Built with Debian's libraries where the usual runtime cannot be downloaded.
 *
 * Answers --appimage-offset (where the image begins, for `unsquashfs -o`). Needs fusermount3 (package fuse3) unless it is root.
 */
#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <squashfuse/ll.h>
#include <squashfuse/util.h>

static const int passed_on[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2};
static pid_t app = -1;

static int fail(const char *what) {
  fprintf(stderr, "AppImage: %s\n", what);
  return 127;
}

/* The image begins where this program ends: behind its section headers, which a linker writes last. */
static long end_of_program(const char *file) {
  Elf64_Ehdr header;
  FILE *self = fopen(file, "rb");
  if (self == NULL) return -1;
  size_t count = fread(&header, sizeof header, 1, self);
  fclose(self);
  if (count != 1 || memcmp(header.e_ident, ELFMAG, SELFMAG) != 0) return -1;
  return (long)(header.e_shoff + (unsigned long)header.e_shentsize * header.e_shnum);
}

/* Serves the image at `folder` until it is told to end; writes one byte to `ready` when it can be used. */
static int serve(const char *file, long offset, const char *folder, int ready) {
  sqfs_ll image;
  memset(&image, 0, sizeof image);
  if (sqfs_open_image(&image.fs, file, (size_t)offset) != SQFS_OK) return fail("no image in this file");
  if (sqfs_ll_init(&image) != SQFS_OK) return fail("the image cannot be read");
  struct fuse_lowlevel_ops does;
  memset(&does, 0, sizeof does);
  does.getattr = sqfs_ll_op_getattr;
  does.opendir = sqfs_ll_op_opendir;
  does.releasedir = sqfs_ll_op_releasedir;
  does.readdir = sqfs_ll_op_readdir;
  does.lookup = sqfs_ll_op_lookup;
  does.open = sqfs_ll_op_open;
  does.release = sqfs_ll_op_release;
  does.read = sqfs_ll_op_read;
  does.readlink = sqfs_ll_op_readlink;
  does.forget = sqfs_ll_op_forget;
  char *words[] = {"AppImage", "-oro,nodev,nosuid,fsname=AppImage"};
  struct fuse_args args = FUSE_ARGS_INIT(2, words);
  sqfs_ll_chan channel;
  if (sqfs_ll_mount(&channel, folder, &args, &does, sizeof does, &image) != SQFS_OK)
    return fail("cannot be mounted: is fuse3 installed?");
  if (fuse_set_signal_handlers(channel.session) != 0) return fail("no signals");
  if (write(ready, "r", 1) != 1) return fail("nobody waits");
  close(ready);
  int result = fuse_session_loop(channel.session);
  fuse_remove_signal_handlers(channel.session);
  sqfs_ll_unmount(&channel, folder);
  return result == 0 ? 0 : 1;
}

/* A head that is killed cannot clean up: nothing of it may live on. */
static void end_with_parent(void) {
  prctl(PR_SET_PDEATHSIG, SIGTERM);
}

static int run(const char *file, const char *folder, char **argv) {
  char program[4096];
  snprintf(program, sizeof program, "%s/AppRun", folder);
  setenv("APPIMAGE", file, 1);
  setenv("APPDIR", folder, 1);
  setenv("ARGV0", argv[0], 1);
  argv[0] = program;
  execv(program, argv);
  return fail("has no AppRun");
}

static void pass_on(int number) {
  if (app > 0) kill(app, number);
}

static int status_of(pid_t child) {
  int status;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return 127;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int main(int argc, char **argv) {
  char file[4096] = "";
  char folder[] = "/tmp/.mount_daypassXXXXXX";
  int ready[2];
  char byte;
  if (readlink("/proc/self/exe", file, sizeof file - 1) < 0) return fail("does not find itself");
  long offset = end_of_program(file);
  if (offset < 0) return fail("does not know itself");
  if (argc == 2 && strcmp(argv[1], "--appimage-offset") == 0) return printf("%ld\n", offset) > 0 ? 0 : 1;
  if (mkdtemp(folder) == NULL) return fail("no folder in /tmp");
  if (pipe2(ready, O_CLOEXEC) != 0) return fail("no pipe");
  pid_t server = fork();
  if (server == 0) {
    setsid();
    end_with_parent();
    close(ready[0]);
    _exit(serve(file, offset, folder, ready[1]));
  }
  close(ready[1]);
  int code = 127;
  if (server > 0 && read(ready[0], &byte, 1) == 1) {
    for (size_t i = 0; i < sizeof passed_on / sizeof *passed_on; i += 1) signal(passed_on[i], pass_on);
    app = fork();
    if (app == 0) {
      end_with_parent();
      _exit(run(file, folder, argv));
    }
    if (app > 0) code = status_of(app);
    kill(server, SIGTERM);
  }
  if (server > 0) status_of(server);
  rmdir(folder);
  return code;
}
