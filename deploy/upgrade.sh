#!/bin/bash
# Puts a new version of Fullcover in place of the one that runs: /opt/fullcover/current/deploy/upgrade.sh fullcover-<version>-linux-x64.tar.gz
# With PostgreSQL the old version serves until the database is ready for the new one. Whatever fails leaves the old one running.
set -euo pipefail

# Other places are for trying this out.
home=${FULLCOVER_HOME:-/opt/fullcover}
settings=${FULLCOVER_ENV:-/etc/fullcover/fullcover.env}
unit=${FULLCOVER_UNIT:-fullcover}
user=${FULLCOVER_USER:-fullcover}
patience=${FULLCOVER_PATIENCE:-120}

arriving='' new='' output='' stopped=no switched=no

say() { printf '%s\n' "$*"; }
give_up() {
  say "升级没有进行：$*" >&2
  exit 1
}

# One NAME=value a line, as the service reads it.
setting() { sed -n "s/^[[:space:]]*$1=[\"']\{0,1\}\([^\"']*\)[\"']\{0,1\}[[:space:]]*\$/\1/p" "$settings" | tail -n 1; }

# However it ends before the new version is in place: the old one runs, and nothing half lies about.
leave() {
  status=$?
  [ -z "$arriving" ] || rm -rf "$arriving"
  [ -z "$output" ] || rm -f "$output"
  if [ "$status" -ne 0 ] && [ "$switched" = no ]; then
    [ -z "$new" ] || rm -rf "$new"
    if [ "$stopped" = yes ]; then
      say '正在重新启动原来的版本…'
      if systemctl start "$unit" && wait_for "$old"; then
        say '原来的版本已恢复运行。'
      else
        say "原来的版本没有就绪：看看 systemctl status $unit" >&2
      fi
    fi
    [ -z "$new" ] || say '一切照旧：数据库没有改动，运行的仍是原来的版本。'
  fi
}

# Whether the server answers that it is ready, and is the version asked for; $1 its folder.
is_ready() {
  "$1/bin/node" -e '
    const [at, version] = process.argv.slice(1)
    const ask = async path => (await fetch(at + path, { signal: AbortSignal.timeout(3000) })).json()
    Promise.all([ask("/api/ready"), ask("/api/health")]).then(
      ([{ status }, health]) => process.exit(status === "ready" && health.version === version ? 0 : 1),
      () => process.exit(1))' "$address" "$(version_of "$1")" 2>/dev/null
}
version_of() { sed -n 's/^ *"version": "\(.*\)",$/\1/p' "$1/package.json" | head -n 1; }

# Waits for a version to answer; $1 its folder.
wait_for() {
  local until=$((SECONDS + patience))
  while [ "$SECONDS" -lt "$until" ]; do
    if is_ready "$1"; then return 0; fi
    sleep 1
  done
  return 1
}

point_at() {
  ln -sfn "$1" "$home/.current"
  mv -T "$home/.current" "$home/current"
}

check_archive() {
  [ -f "$archive" ] || give_up "找不到 $archive。"
  [ -f "$archive.sha256" ] || give_up "找不到 $archive.sha256：请把它与安装包放在一起，没有它不能确认安装包完整。"
  (cd "$(dirname "$archive")" && sha256sum --check --status "$(basename "$archive").sha256") ||
    give_up '安装包与校验值不符，可能没有拷贝完整：请重新拷贝。'
}

unpack() {
  arriving=$(mktemp -d "$home/.arriving.XXXXXX")
  tar -xzf "$archive" -C "$arriving" --no-same-owner || give_up '安装包解不开，或磁盘空间不足（df -h 看看）。'
  local name
  name=$(ls "$arriving")
  if [ ! -x "$arriving/$name/bin/node" ] || [ ! -f "$arriving/$name/scripts/upgrade.ts" ]; then
    give_up '这不是本系统的安装包。'
  fi
  [ "$home/$name" != "$old" ] || give_up "$name 正在运行，已经是这个版本。"
  chmod 755 "$arriving/$name"
  rm -rf "${home:?}/$name"
  mv "$arriving/$name" "$home/$name"
  new=$home/$name
}

# Files of the machine that the new version brings otherwise than they lie here; the administrator looks at them.
name_changes() {
  local name
  for name in roles.sql fullcover.service fullcover-backup.service fullcover-backup.timer fullcover.nginx.conf; do
    [ ! -f "$old/deploy/$name" ] || cmp -s "$old/deploy/$name" "$new/deploy/$name" ||
      say "注意：deploy/$name 与上一版不同，请照 $new/docs/deploy.md 的 Upgrade 一节处理。"
  done
}

go_back() {
  say "新版本在 $patience 秒内没有就绪。先看原因：tail -50 /var/log/fullcover/server.log，systemctl status $unit" >&2
  if [ -z "$backup" ]; then
    say '数据库结构没有变，正在换回原来的版本…'
    point_at "$old"
    systemctl restart "$unit"
    if wait_for "$old"; then say '原来的版本已恢复运行。'; else say "原来的版本也没有就绪：systemctl status $unit" >&2; fi
    exit 1
  fi
  cat >&2 <<EOF
数据库已经是新版本的结构，原来的版本不能再用它。要回到升级之前（会失去升级之后写入的内容）：
  systemctl stop $unit
  ln -sfn $old $home/current
  照 $old/docs/deploy.md 的 Restore 一节把现有的数据库和 $data_dir 移到一边，建好空的，然后
  $old/fullcover restore $backup
  systemctl start $unit
升级前的备份是 $backup。
EOF
  exit 1
}

main() {
  [ $# -eq 1 ] || { say "用法：$0 fullcover-<版本>-linux-x64.tar.gz"; exit 2; }
  [ "$(id -u)" = 0 ] || { say '请用 root 执行。' >&2; exit 2; }
  [ -r "$settings" ] || { say "读不到设置 $settings。" >&2; exit 2; }
  [ -L "$home/current" ] || { say "$home/current 还没有：第一次安装请照 docs/deploy.md。" >&2; exit 2; }
  archive=$(readlink -m "$1")
  old=$(readlink -f "$home/current")
  data_dir=$(setting DATA_DIR)
  local host
  host=$(setting HOST)
  case ${host:-127.0.0.1} in 0.0.0.0 | ::) host=127.0.0.1 ;; *:*) host="[$host]" ;; esac
  address=http://${host:-127.0.0.1}:$(setting PORT | grep . || echo 8080)
  exec 9>"$home/.upgrade.lock"
  flock -n 9 || give_up '另一次升级正在进行。'
  trap leave EXIT

  say '[1/5] 核对安装包…'
  check_archive
  say '[2/5] 解开安装包…'
  unpack
  name_changes

  if [ -z "$(setting DATABASE_URL)" ]; then
    say '[3/5] 内置数据库只能由一个程序打开：停止服务，备份并更新数据库…'
    stopped=yes
    systemctl stop "$unit"
  else
    say '[3/5] 备份并更新数据库，原来的版本继续服务…'
  fi
  output=$(mktemp)
  cd "${data_dir:-/}"
  runuser -u "$user" -- env FULLCOVER_ENV="$settings" "$new/fullcover" upgrade 9>&- | tee "$output" ||
    give_up '数据库没有更新，原因见上。'
  # From here on there is no way back by itself.
  trap '' INT TERM HUP
  backup=$(sed -n 's/^ *已备份：//p' "$output" | tail -n 1)

  say '[4/5] 换上新版本…'
  switched=yes
  point_at "$new"
  systemctl restart "$unit" || true
  say '[5/5] 等待新版本就绪…'
  wait_for "$new" || go_back
  say "升级完成：$(version_of "$old") → $(version_of "$new")。打开着的网页会得到通知。上一版还在 $old，确认无误后可以删除。"
}

main "$@"
