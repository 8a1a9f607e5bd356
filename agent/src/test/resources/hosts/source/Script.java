/** A bot that is one source file. */
public class Script {
    static String send(String symbol) {
        return "sent " + symbol;
    }

    public static void main(String[] arguments) {
        for (int i = 1; i <= 2; i++) {
            String answer;
            try {
                answer = send("A");
            } catch (RuntimeException denied) {
                answer = denied.getMessage().split(":")[0];
            }
            System.out.println(i + "=" + answer);
        }
    }
}
