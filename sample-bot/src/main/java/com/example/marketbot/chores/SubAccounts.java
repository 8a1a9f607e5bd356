package com.example.marketbot.chores;

import java.util.ArrayList;
import java.util.List;

/**
 * Knows the margin that an account may use: never more than that of its parent, and of the parent of its parent. One
 * day somebody books the fund below one of its own desks.
 */
final class SubAccounts implements Chore {
    private final Episode episode;
    private final Account fund = new Account("fund", 1_000_000);
    private final Account desk = new Account("desk", 250_000);
    private final Account bot = new Account("bot", 50_000);
    private double margin;

    /** One account in the tree. */
    private static final class Account {
        private final String name;
        private final double limit;
        private Account parent;

        Account(String name, double limit) {
            this.name = name;
            this.limit = limit;
        }
    }

    SubAccounts(Workplace place) {
        episode = place.episode();
        bot.parent = desk;
        desk.parent = fund;
    }

    @Override
    public void during(long tick) {
        boolean misbooked = episode.due(tick);
        if (misbooked) {
            fund.parent = desk;
            episode.begin();
        }
        margin = marginOf(bot, new ArrayList<>());
        if (misbooked) {
            fund.parent = null;
            episode.end();
        }
    }

    /** The margin found last. */
    double margin() {
        return margin;
    }

    private double marginOf(Account account, List<Account> path) {
        path.add(account);
        double own = tightest(path);
        if (account.parent == null || episode.over()) {
            return own;
        }
        return Math.min(own, marginOf(account.parent, path));
    }

    /** The lowest limit on the way down; the longer the way, the longer it takes. */
    private static double tightest(List<Account> path) {
        double lowest = Double.MAX_VALUE;
        for (Account account : path) {
            lowest = account.name.isEmpty() ? lowest : Math.min(lowest, account.limit);
        }
        return lowest;
    }
}
