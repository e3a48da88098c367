#!/bin/sh
# Starts Fullcover's programs with the Node that lies beside them; nothing else need be installed.
here=$(dirname "$(readlink -f "$0")")
settings=${FULLCOVER_ENV:-/etc/fullcover/fullcover.env}

word=${1:-help}
[ $# -gt 0 ] && shift
case $word in
  start) program=server/main.ts ;;
  backup | restore | doctor | import | upgrade) program=scripts/$word.ts ;;
  *)
    echo "用法：$0 start|backup|restore|doctor|import|upgrade"
    echo "  start 启动服务 · backup 备份 · restore 恢复 · doctor 体检 · import 导入 · upgrade 升级"
    echo "  设置取自环境变量，其次 $settings（有的话）"
    exit 2
    ;;
esac

# Where a service is set up, its settings say which database is meant, and its user owns the files: root becomes that user.
if [ -e "$settings" ]; then
  if [ "$(id -u)" = 0 ] && id fullcover >/dev/null 2>&1; then
    exec runuser -u fullcover -- env FULLCOVER_ENV="$settings" "$here/fullcover" "$word" "$@"
  fi
  if [ ! -r "$settings" ]; then
    echo "读不到设置 $settings：请用 root 运行，或者用 sudo -u fullcover $0 $word" >&2
    exit 2
  fi
  exec "$here/bin/node" --env-file="$settings" "$here/$program" "$@"
fi
DATA_DIR=${DATA_DIR:-$here/.data}
export DATA_DIR
exec "$here/bin/node" "$here/$program" "$@"
