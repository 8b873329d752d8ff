using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using Weft.IR;

namespace Weft.Backends;

/// <summary>A format of C's printf, with C's text for every number: floats are rounded from their exact value, ties to even.</summary>
internal sealed partial class PrintfFormat
{
    private readonly List<(string Text, Match? Conversion)> _parts = [];

    public PrintfFormat(string format, Location location)
    {
        var end = 0;
        foreach (Match conversion in Conversion().Matches(format))
        {
            _parts.Add((format[end..conversion.Index], null));
            _parts.Add(conversion.Value == "%%" ? ("%", null) : ("", conversion));
            end = conversion.Index + conversion.Length;
        }

        _parts.Add((format[end..], null));
        if (_parts.Any(part => part.Conversion is null && part.Text != "%" && part.Text.Contains('%')))
            throw InterpreterDiagnostics.Refusal(location, $"the format \"{format}\"");
    }

    [GeneratedRegex(@"%(?:%|(?<flags>[-+ #0]*)(?<width>\d*)(?:\.(?<precision>\d*))?(?<length>hh|h|ll|l|z|t|j)?(?<kind>[diuxXocfFeEgG]))")]
    private static partial Regex Conversion();

    public string Apply(IReadOnlyList<(RuntimeValue Value, IrType Type)> arguments)
    {
        var (text, next) = (new StringBuilder(), 0);
        foreach (var (literal, conversion) in _parts)
            text.Append(conversion is null ? literal : next < arguments.Count ? Convert(conversion, arguments[next++]) : "");
        return text.ToString();
    }

    private static string Convert(Match conversion, (RuntimeValue Value, IrType Type) argument)
    {
        var (flags, kind) = (conversion.Groups["flags"].Value, conversion.Groups["kind"].Value[0]);
        int? precision = conversion.Groups["precision"] is { Success: true, Value: var digits } ? Number(digits) : null;
        if (kind == 'c') return Pad(((char)(byte)argument.Value.Bits).ToString(), "", flags, conversion, canFill: false);
        var (sign, body) = char.ToLowerInvariant(kind) is 'f' or 'e' or 'g'
            ? Float(argument, kind, precision ?? 6, flags)
            : Integer(argument.Value.Bits, conversion.Groups["length"].Value, kind, precision, flags);
        if (sign.Length == 0 && kind is not ('u' or 'x' or 'X' or 'o')) sign = flags.Contains('+') ? "+" : flags.Contains(' ') ? " " : "";
        var isNumber = body is not ("inf" or "nan" or "INF" or "NAN");
        var isInteger = kind is 'd' or 'i' or 'u' or 'x' or 'X' or 'o';
        return Pad(body, sign, flags, conversion, canFill: isNumber && !(isInteger && precision is not null));
    }

    private static string Pad(string body, string sign, string flags, Match conversion, bool canFill)
    {
        var width = Number(conversion.Groups["width"].Value);
        if (flags.Contains('-')) return (sign + body).PadRight(width);
        return canFill && flags.Contains('0') ? sign + body.PadLeft(width - sign.Length, '0') : (sign + body).PadLeft(width);
    }

    private static int Number(string digits) => digits.Length == 0 ? 0 : int.Parse(digits, CultureInfo.InvariantCulture);

    private static (string Sign, string Body) Integer(long bits, string length, char kind, int? precision, string flags)
    {
        var width = length switch { "hh" => 8, "h" => 16, "" => 32, _ => 64 };
        var isSigned = kind is 'd' or 'i';
        var value = isSigned ? IntegerBits.Signed(bits, width) : IntegerBits.Unsigned(bits, width);
        var magnitude = BigInteger.Abs(value);
        var digits = kind switch
        {
            'x' => ((ulong)magnitude).ToString("x", CultureInfo.InvariantCulture),
            'X' => ((ulong)magnitude).ToString("X", CultureInfo.InvariantCulture),
            'o' => System.Convert.ToString((long)(ulong)magnitude, 8),
            _ => magnitude.ToString(CultureInfo.InvariantCulture),
        };
        if (precision is { } least) digits = least == 0 && magnitude.IsZero ? "" : digits.PadLeft(least, '0');
        if (flags.Contains('#') && kind == 'o' && !digits.StartsWith('0')) digits = "0" + digits;
        var prefix = flags.Contains('#') && (kind is 'x' or 'X') && !magnitude.IsZero ? $"0{kind}" : "";
        return (value.Sign < 0 ? "-" : prefix, digits);
    }

    private static (string Sign, string Body) Float((RuntimeValue Value, IrType Type) argument, char kind, int precision, string flags)
    {
        var value = argument.Type is FloatType format ? FloatCodec.Of(format).Decode(argument.Value.Bits) : argument.Value.AsDouble;
        var sign = double.IsNegative(value) ? "-" : "";
        var isUpper = char.IsUpper(kind);
        if (!double.IsFinite(value)) return (sign, Case(double.IsNaN(value) ? "nan" : "inf", isUpper));
        var exact = ExactDecimal.Of(Math.Abs(value));
        var keepsPoint = flags.Contains('#');
        return (sign, Case(char.ToLowerInvariant(kind) switch
        {
            'f' => exact.Fixed(precision, keepsPoint),
            'e' => exact.Scientific(precision, keepsPoint),
            _ => exact.General(precision, keepsPoint),
        }, isUpper));
    }

    private static string Case(string text, bool isUpper) => isUpper ? text.ToUpperInvariant() : text;
}
