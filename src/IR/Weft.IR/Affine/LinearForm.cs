using System;
using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>A sum of multiples of inputs (dimensions, then symbols) and of quotients that have a name of their own, and a constant.
/// Quotients past the end of the list have the factor 0.</summary>
public sealed record LinearForm(Sequence<long> Inputs, Sequence<long> Locals, long Constant)
{
    public bool IsConstant => Inputs.All(c => c == 0) && Locals.All(c => c == 0);

    /// <summary>All factors, and the constant last.</summary>
    public IEnumerable<long> Terms => Inputs.Concat(Locals).Append(Constant);

    /// <summary>The greatest common divisor of all factors, the constant, and a number.</summary>
    public long DivisorWith(long number)
    {
        var divisor = With(Math.Abs(number), Constant);
        for (var i = 0; i < Inputs.Count; i++) divisor = With(divisor, Inputs[i]);
        for (var i = 0; i < Locals.Count; i++) divisor = With(divisor, Locals[i]);
        return divisor;

        static long With(long divisor, long term) => term == 0 ? divisor : AffineBinary.Gcd(divisor, term);
    }

    public static LinearForm Zero(int inputs) => new(new Sequence<long>(new long[inputs]), [], 0);

    public static LinearForm Input(int inputs, int index)
    {
        var factors = new long[inputs];
        factors[index] = 1;
        return new(new Sequence<long>(factors), [], 0);
    }

    public static LinearForm Local(int inputs, int index)
    {
        var factors = new long[index + 1];
        factors[index] = 1;
        return new(new Sequence<long>(new long[inputs]), new Sequence<long>(factors), 0);
    }

    /// <summary>The factor of a quotient.</summary>
    public long LocalFactor(int index) => index < Locals.Count ? Locals[index] : 0;

    public LinearForm Map(Func<long, long> change) => new(Inputs.Select(change), Locals.Select(change), change(Constant));

    public static LinearForm operator *(LinearForm form, long factor) => form.Map(term => unchecked(term * factor));

    public static LinearForm operator +(LinearForm a, LinearForm b)
    {
        var (inputs, locals) = (new long[a.Inputs.Count], new long[Math.Max(a.Locals.Count, b.Locals.Count)]);
        for (var i = 0; i < inputs.Length; i++) inputs[i] = unchecked(a.Inputs[i] + b.Inputs[i]);
        for (var i = 0; i < locals.Length; i++) locals[i] = unchecked(a.LocalFactor(i) + b.LocalFactor(i));
        return new(new Sequence<long>(inputs), new Sequence<long>(locals), unchecked(a.Constant + b.Constant));
    }
}
