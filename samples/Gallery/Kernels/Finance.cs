namespace Weft.Samples;

/// <summary>What options are worth.</summary>
public static class Finance
{
    /// <summary>A European call after Black and Scholes (1973): spot and strike, years, rate and volatility.</summary>
    [Kernel]
    public static void BlackScholes(double[] spot, double[] strike, double[] years, double rate, double volatility, double[] call)
    {
        Parallel.For(0, call.Length, i =>
        {
            var spread = volatility * Math.Sqrt(years[i]);
            var d1 = (Math.Log(spot[i] / strike[i]) + (rate + volatility * volatility / 2) * years[i]) / spread;
            var discounted = strike[i] * Math.Exp(-rate * years[i]);
            call[i] = spot[i] * Normal(d1) - discounted * Normal(d1 - spread);
        });
    }

    /// <summary>An American put by the tree of Cox, Ross and Rubinstein (1979), from the leaves to the root: value[0] is its price. The
    /// tree has one step less than <paramref name="value"/> elements.</summary>
    [Kernel]
    public static void BinomialPut(double spot, double strike, double years, double rate, double volatility, double[] value)
    {
        var steps = value.Length - 1;
        var dt = years / steps;
        var up = Math.Exp(volatility * Math.Sqrt(dt));
        var p = (Math.Exp(rate * dt) - 1 / up) / (up - 1 / up);
        var discount = Math.Exp(-rate * dt);
        for (var i = 0; i <= steps; i++) value[i] = Math.Max(0, strike - spot * Math.Pow(up, 2 * i - steps));
        for (var level = steps - 1; level >= 0; level--)
            for (var i = 0; i <= level; i++)
            {
                var held = discount * (p * value[i + 1] + (1 - p) * value[i]);
                value[i] = Math.Max(held, strike - spot * Math.Pow(up, 2 * i - level));
            }
    }

    // The normal distribution, with the polynomial 26.2.17 of Abramowitz and Stegun: good to 7.5e-8.
    private static double Normal(double x)
    {
        var t = 1 / (1 + 0.2316419 * Math.Abs(x));
        var poly = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        var tail = 0.3989422804014327 * Math.Exp(-x * x / 2) * poly;
        return x >= 0 ? 1 - tail : tail;
    }
}
