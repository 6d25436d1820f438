# ranger, one job in one process: prints what it took as JSON.
#   ranger.R fit TABLE.bin COLUMNS TREES DEPTH REPEATS     (depth 0: unlimited)
#   ranger.R grid TABLE.bin COLUMNS TREES,TREES,... DEPTH,DEPTH,... SEED
suppressMessages(library(ranger))
argument <- commandArgs(TRUE)
threads <- 2
columns <- as.integer(argument[3])
words <- readBin(argument[2], "double", file.size(argument[2]) / 8)
rows <- length(words) / (columns + 3)
x <- matrix(words[seq_len(rows * columns)], rows, columns, dimnames = list(NULL, paste0("f", seq_len(columns))))
rest <- matrix(words[rows * columns + seq_len(3 * rows)], rows, 3)
y <- factor(rest[, 1])
train <- rest[, 2] == 1
fold <- rest[, 3]

spent <- function(work) {
  before <- proc.time()
  result <- work()
  after <- proc.time() - before
  list(result = result, cpu = sum(after[1:2]), wall = after[[3]])
}

auc <- function(labels, scores) {
  ranks <- rank(scores)
  positive <- labels == 1
  n <- sum(positive)
  (sum(ranks[positive]) - n * (n + 1) / 2) / (n * sum(!positive))
}

forest <- function(rows, trees, depth, seed = 7) {
  ranger(
    x = x[rows, ], y = y[rows], num.trees = trees, max.depth = depth, mtry = floor(sqrt(columns)), probability = TRUE,
    min.node.size = 1, num.threads = threads, seed = seed, oob.error = FALSE, write.forest = TRUE)
}

churn <- function(model, rows, trees) {
  predict(model, x[rows, ], num.trees = trees, num.threads = threads)$predictions[, "1"]
}

list_of <- function(values) paste0("[", paste(format(values, digits = 10), collapse = ","), "]")
times <- function(runs) {
  sprintf('{"cpu_s": %s, "wall_s": %s}', list_of(sapply(runs, `[[`, "cpu")), list_of(sapply(runs, `[[`, "wall")))
}
memory <- function() as.numeric(strsplit(grep("VmHWM", readLines("/proc/self/status"), value = TRUE), " +")[[1]][2]) * 1024 / 1e6

if (argument[1] == "fit") {
  trees <- as.integer(argument[4])
  depth <- as.integer(argument[5])
  fits <- lapply(seq_len(as.integer(argument[6])), function(i) spent(function() forest(train, trees, depth)))
  model <- fits[[1]]$result
  predictions <- lapply(seq_along(fits), function(i) spent(function() churn(model, !train, trees)))
  scores <- predictions[[1]]$result
  labels <- as.integer(as.character(y[!train]))
  clipped <- pmin(pmax(scores, 2.2e-16), 1 - 2.2e-16)
  loss <- -mean(labels * log(clipped) + (1 - labels) * log(1 - clipped))
  cat(sprintf(
    '{"fit": %s, "predict": %s, "predicted_rows": %d, "roc_auc": %.8f, "log_loss": %.8f, "peak_memory_mb": %.1f}\n',
    times(fits), times(predictions), sum(!train), auc(labels, scores), loss, memory()))
} else {
  trees <- as.integer(strsplit(argument[4], ",")[[1]])
  depths <- as.integer(strsplit(argument[5], ",")[[1]])
  found <- spent(function() {
    aucs <- array(0, c(length(depths), length(trees)))
    for (held_out in 0:4) {
      inside <- fold != held_out
      for (d in seq_along(depths)) {
        model <- forest(inside, max(trees), depths[d], as.integer(argument[6]))
        for (t in seq_along(trees)) {
          aucs[d, t] <- aucs[d, t] + auc(y[!inside], churn(model, !inside, trees[t])) / 5
        }
      }
    }
    aucs
  })
  points <- outer(seq_along(depths), seq_along(trees), Vectorize(function(d, t) {
    sprintf("[%d, %d, %.8f]", depths[d], trees[t], found$result[d, t])
  }))
  cat(sprintf(
    '{"fit": {"cpu_s": [%.4f], "wall_s": [%.4f]}, "roc_auc": %.8f, "points": [%s], "peak_memory_mb": %.1f}\n',
    found$cpu, found$wall, max(found$result), paste(points, collapse = ", "), memory()))
}
