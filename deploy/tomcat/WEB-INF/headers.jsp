<%@ page session="false" trimDirectiveWhitespaces="true" pageEncoding="UTF-8" %><%--
  给每个文件加上响应头，再交给服务器自己的静态文件处理（web.xml 里的 default）。改带 << 的一处即可。
  An example that the tests really run, as it stands here (tests/browser/deploy.test.mjs). It names no servlet package, so that it runs on Tomcat 8 to 11.
--%><%
  response.reset();
  String path = request.getServletPath();
  if (request.getPathInfo() != null) path += request.getPathInfo();
  // 访问者填写的内容不会到达服务器：只许取文件。
  if (!"GET".equals(request.getMethod()) && !"HEAD".equals(request.getMethod())) {
    response.setHeader("Allow", "GET, HEAD");
    response.sendError(405);
    return;
  }
  // 文件名带校验值的文件内容永远不变，可以长期缓存；其余每次问一声有没有更新。
  boolean hashed = path.matches(".*-[0-9a-f]{12,}(_bg)?\\.[a-z0-9]+");
  response.setHeader("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
  // 哪些网站可以把自测放进自己的页面：把 https://portal.example 换成门户的地址，可以写多个，用空格隔开。   <<
  response.setHeader("Content-Security-Policy", "frame-ancestors 'self' https://portal.example");
  // 以下各条：不猜类型；不外传来路；不用摄像头等设备；与别的窗口隔开；页面只许与本站通信。
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Referrer-Policy", "no-referrer");
  response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  response.setHeader("Connection-Allowlist", "(response-origin \"tel:*\")");
  // 有证书时再加：response.setHeader("Strict-Transport-Security", "max-age=31536000");
  // 别的网站引用 embed.js 时要核对它的校验值，浏览器只在允许跨站读取时才核对。
  if (path.endsWith("/embed.js")) response.setHeader("Access-Control-Allow-Origin", "*");
  application.getNamedDispatcher("default").forward(request, response);
%>
